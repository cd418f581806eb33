import type { Provider } from './provider';

export const githubSentences = {
  provider_github_sub:
    'What the job stands for: its repository and the branch, the environment or the pull request.',
  provider_github_repository: 'The repository the workflow ran in.',
  provider_github_repository_id: 'The id of the repository, which a new name does not change.',
  provider_github_repository_owner: 'The user or organization that owns the repository.',
  provider_github_repository_owner_id: 'The id of the owner, which a new name does not change.',
  provider_github_repository_visibility: 'Whether the repository is public, internal or private.',
  provider_github_ref: 'The Git reference the workflow ran for.',
  provider_github_ref_type: 'Whether the Git reference is a branch or a tag.',
  provider_github_ref_protected: 'Whether the branch or tag is protected, as text.',
  provider_github_base_ref: 'The branch a pull request is meant for.',
  provider_github_head_ref: 'The branch a pull request comes from.',
  provider_github_sha: 'The commit the workflow ran for.',
  provider_github_workflow: 'The name of the workflow.',
  provider_github_workflow_ref: 'The file of the workflow, with its Git reference.',
  provider_github_workflow_sha: 'The commit the file of the workflow was taken from.',
  provider_github_job_workflow_ref:
    'The file of the reusable workflow that the job comes from, with its Git reference.',
  provider_github_job_workflow_sha: 'The commit the reusable workflow was taken from.',
  provider_github_actor: 'The account that started the run.',
  provider_github_actor_id: 'The id of the account that started the run.',
  provider_github_run_id: 'The id of the run.',
  provider_github_run_number: 'How many times the workflow has run.',
  provider_github_run_attempt: 'How many times this run was tried.',
  provider_github_event_name: 'What started the run.',
  'provider_github_event_name@warn':
    'Anyone can start a run by pull_request_target: a rule that looks at the repository alone lets them in.',
  provider_github_environment: 'The deployment environment of the job.',
  provider_github_runner_environment: 'Whether GitHub or the owner hosts the machine.',
  provider_github_enterprise: 'The enterprise the repository belongs to.',
  provider_github_enterprise_id: 'The id of the enterprise.',
  provider_github_check_run_id: 'The id of the check that shows the job.',
} as const;

/** Jobs of GitHub Actions. */
export const github: Provider = {
  id: 'github-actions',
  name: 'GitHub Actions',
  issuers: [/^https:\/\/token\.actions\.githubusercontent\.com(?:\/|$)/],
  marks: [['repository', 'run_id']],
  documentation: 'https://docs.github.com/actions/reference/security/oidc',
  basis: 'documentation',
  prefix: 'provider_github_',
  sentences: githubSentences,
};
