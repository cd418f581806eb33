import { createText } from '../description';
import type { KnowledgeCode } from '../knowledge-code';
import type { ValueFact } from './value-fact';

const applications: readonly (readonly [id: string, name: string])[] = [
  ['00000003-0000-0000-c000-000000000000', 'Microsoft Graph'],
  ['https://graph.microsoft.com', 'Microsoft Graph'],
  ['00000002-0000-0000-c000-000000000000', 'Azure AD Graph'],
  ['https://graph.windows.net', 'Azure AD Graph'],
  ['797f4846-ba00-4fd7-ba43-dac1f8f63013', 'Azure Resource Manager'],
  ['https://management.azure.com', 'Azure Resource Manager'],
  ['https://management.core.windows.net', 'Azure Resource Manager'],
  ['cfa8b339-82a2-471a-a3c9-0fc0be7a4093', 'Azure Key Vault'],
  ['https://vault.azure.net', 'Azure Key Vault'],
  ['00000003-0000-0ff1-ce00-000000000000', 'SharePoint Online'],
  ['00000002-0000-0ff1-ce00-000000000000', 'Exchange Online'],
  ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'Azure CLI'],
  ['1950a258-227b-4e31-a9cf-717495945fc2', 'Azure PowerShell'],
  ['14d82eec-204b-4c2f-b7e8-296a70dab67e', 'Microsoft Graph PowerShell'],
  ['de8bc8b5-d9f9-48b1-a8ad-b748da725064', 'Graph Explorer'],
];

const PERSONAL_ACCOUNTS = '9188040d-6c67-4c5b-b112-36a304b66dad';

const directories: readonly (readonly [id: string, name: string])[] = [
  ['72f988bf-86f1-41af-91ab-2d7cd011db47', 'Microsoft Corporation'],
  ['f8cdef31-a31e-4b4a-93e4-5f571e91255a', 'Microsoft Services'],
];

/** Template IDs of built-in roles. */
const roles: readonly (readonly [id: string, name: string])[] = [
  ['62e90394-69f5-4237-9190-012177145e10', 'Global Administrator'],
  ['e8611ab8-c189-46e8-94e1-60213ab1f814', 'Privileged Role Administrator'],
  ['7be44c8a-adaf-4e2a-84d6-ab2649e08a13', 'Privileged Authentication Administrator'],
  ['c4e39bd9-1100-46d3-8c65-fb160da0071f', 'Authentication Administrator'],
  ['194ae4cb-b126-40b2-bd5b-6091b380977d', 'Security Administrator'],
  ['5d6b6bb7-de71-4623-b4af-96380a352509', 'Security Reader'],
  ['fe930be7-5e62-47db-91af-98c3a49a38b1', 'User Administrator'],
  ['9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', 'Application Administrator'],
  ['158c047a-c907-4556-b7ef-446551a6b5f7', 'Cloud Application Administrator'],
  ['f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'Global Reader'],
  ['29232cdf-9323-42fd-ade2-1d097af3e4de', 'Exchange Administrator'],
  ['f28a1f50-f6e7-4571-818b-6a12f2af6b6c', 'SharePoint Administrator'],
  ['88d8e3e3-8f55-4a1e-953a-9b9898b8876b', 'Directory Readers'],
  ['729827e3-9c14-49f7-bb1b-9608f156bbb8', 'Helpdesk Administrator'],
];

/** The name of a well-known Microsoft ID in a claim. */
export function describeMicrosoftId(name: string, value: unknown): readonly ValueFact[] {
  if (name === 'aud' || name === 'azp' || name === 'appid') {
    return find(applications, 'values.microsoft.application', value);
  }
  if (name === 'tid') {
    return typeof value === 'string' && value.length <= 60 && value.toLowerCase() === PERSONAL_ACCOUNTS
      ? [{ kind: 'meaning', of: value, ...createText('values.microsoft.personal_accounts') }]
      : find(directories, 'values.microsoft.directory', value);
  }
  return name === 'wids' ? find(roles, 'values.microsoft.role', value) : [];
}

function find(
  list: readonly (readonly [id: string, name: string])[],
  code: Extract<KnowledgeCode, `values.microsoft.${string}`>,
  value: unknown,
): readonly ValueFact[] {
  return [value].flat().flatMap((item: unknown): readonly ValueFact[] => {
    const id = typeof item === 'string' ? item.slice(0, 60).toLowerCase().replace(/\/$/, '') : '';
    const name = list.find(([known]) => known === id)?.[1];
    return name === undefined ? [] : [{ kind: 'meaning', of: String(item), ...createText(code, name) }];
  });
}
