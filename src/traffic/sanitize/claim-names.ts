/** The claims that are replaced unless the user decides otherwise (OpenID Connect Core 1.0 §5.1, and providers' own). */
export const personalClaims: ReadonlySet<string> = new Set(
  `name given_name family_name middle_name first_name last_name full_name firstname lastname fullname nickname
  preferred_username unique_name upn email mail e_mail emails phone phone_number mobile mobile_phone msisdn birthdate
  birth_date birthday date_of_birth dob place_of_birth gender address street_address street locality postal_code
  zip_code formatted picture profile website nationality nationalities national_id passport passport_number
  personal_number tax_id ip ipaddr ip_address username user_name login verified_primary_email
  verified_secondary_email`.split(/\s+/),
);

/** Names that aren't used for anything but personal data, in any JSON. */
const clearlyPersonal =
  /^(?:(?:given|family|middle|first|last|full)_?name|e_?mails?|mail|phone(?:_?number)?|mobile(?:_?phone)?|birth_?date|birthday|date_of_birth|dob|street_address|postal_code|upn|preferred_username)$/i;

/**
 * Claims that are about the token and its use, wherever they are: RFC 7519 §4.1, OpenID Connect Core 1.0 §2, RFC 8693
 * §4.
 */
const protocolClaims: ReadonlySet<string> = new Set(
  `iss sub aud exp nbf iat jti azp auth_time nonce acr amr sid at_hash c_hash s_hash scope scp client_id cnf
  updated_at`.split(/\s+/),
);

/** What the user decided about claims. The others are replaced if they are personal. */
export type DecidedClaims = ReadonlyMap<string, boolean>;

/** Returns the one of `personalClaims` that a name is, in any capitalization. */
export function findPersonalClaim(name: string): string | undefined {
  const lowerCase = name.toLowerCase();
  return personalClaims.has(lowerCase) ? lowerCase : undefined;
}

/** Whether exports replace the value of a claim. What is decided about `email` also applies to `Email`. */
export function isClaimReplaced(decided: DecidedClaims, name: string): boolean {
  const personal = findPersonalClaim(name);
  return decided.get(name) ?? (personal !== undefined && (decided.get(personal) ?? true));
}

/**
 * Whether exports replace a value with these names around it, the outermost first. What is in `address` is personal too,
 * whatever its name; but libraries store all claims of a token in an object named `profile`, where `exp` still isn't.
 * What is in a claim that only the user has selected is replaced in any case.
 */
export function isMemberReplaced(
  decided: DecidedClaims,
  path: readonly string[],
  isClaims: boolean,
): boolean {
  const isSelected = (name: string) => decided.get(name) === true && findPersonalClaim(name) === undefined;
  if (isClaims && path.some(isSelected)) return true;
  const last = path.findLastIndex((name) => protocolClaims.has(name));
  return path
    .slice(last + 1)
    .some((name) => isClaimReplaced(decided, name) && (isClaims || clearlyPersonal.test(name)));
}
