import type { Provider } from './provider';

export const gitlabSentences = {
  provider_gitlab_sub: 'What the job stands for: its project and the branch or tag it ran for.',
  provider_gitlab_namespace_id: 'The id of the group or user that holds the project.',
  provider_gitlab_namespace_path: 'The path of the group or user that holds the project.',
  provider_gitlab_project_id: 'The id of the project.',
  provider_gitlab_project_path: 'The path of the project.',
  provider_gitlab_project_visibility: 'Whether the project is public, internal or private.',
  provider_gitlab_user_id: 'The id of the user who started the job.',
  provider_gitlab_user_login: 'The name of the user who started the job.',
  provider_gitlab_user_email: 'The e-mail address of the user who started the job.',
  provider_gitlab_user_identities: 'The accounts at other services of the user who started the job.',
  provider_gitlab_user_access_level: 'The role in the project of the user who started the job.',
  provider_gitlab_pipeline_id: 'The id of the pipeline.',
  provider_gitlab_pipeline_source: 'What started the pipeline.',
  provider_gitlab_job_id: 'The id of the job.',
  provider_gitlab_job_source: 'What started the job.',
  provider_gitlab_ref: 'The branch or tag the job ran for.',
  provider_gitlab_ref_type: 'Whether it ran for a branch or a tag.',
  provider_gitlab_ref_path: 'The whole name of the Git reference.',
  provider_gitlab_ref_protected: 'Whether the branch or tag is protected; the text "true" or "false".',
  provider_gitlab_environment: 'The environment the job deploys to.',
  provider_gitlab_environment_protected: 'Whether the environment is protected; the text "true" or "false".',
  provider_gitlab_deployment_tier: 'Of which kind the environment is, as production or staging.',
  provider_gitlab_environment_action: 'What the job does with the environment.',
  provider_gitlab_runner_id: 'The id of the runner.',
  provider_gitlab_runner_environment: 'Whether GitLab or the owner hosts the runner.',
  provider_gitlab_sha: 'The commit the job ran for.',
  provider_gitlab_ci_config_ref_uri: 'The file that defines the pipeline, with its Git reference.',
  provider_gitlab_ci_config_sha: 'The commit the definition of the pipeline was taken from.',
  provider_gitlab_groups_direct:
    'The groups of which the user is a direct member; left out when there are too many.',
} as const;

/** Jobs of GitLab CI/CD. */
export const gitlab: Provider = {
  id: 'gitlab-ci',
  name: 'GitLab CI/CD',
  issuers: [/^https:\/\/gitlab\.[\w.:-]+$/],
  marks: [['project_path', 'pipeline_id']],
  documentation: 'https://docs.gitlab.com/ci/secrets/id_token_authentication/',
  basis: 'documentation',
  prefix: 'provider_gitlab_',
  sentences: gitlabSentences,
};
