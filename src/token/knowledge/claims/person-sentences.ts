/** What the claims about a person mean: `about_claim_` and the name. */
export const personClaimSentences = {
  about_claim_name: 'The whole name of the person, ready to be shown.',
  about_claim_given_name: 'The given name of the person; more than one may stand here.',
  about_claim_family_name: 'The family name of the person; more than one may stand here.',
  about_claim_middle_name: 'The middle name of the person; more than one may stand here.',
  about_claim_nickname: 'What the person is called casually.',
  about_claim_preferred_username:
    'The short name the person likes to go by; it can change and need not be unique.',
  about_claim_profile: 'The URL of a page about the person.',
  about_claim_picture: 'The URL of a picture of the person.',
  about_claim_website: 'The URL of a site that belongs to the person or their organization.',
  about_claim_email: 'The e-mail address the person prefers; it can change hands.',
  about_claim_email_verified: 'Whether the issuer made sure that the e-mail address was the person\u2019s.',
  about_claim_gender: 'The gender of the person, in the words of the issuer.',
  about_claim_birthdate: 'The day of birth as year-month-day; the year is 0000 when it is withheld.',
  about_claim_zoneinfo: 'The time zone of the person, by its name in the time zone database.',
  about_claim_locale: 'The language and region of the person, as a language tag.',
  about_claim_phone_number: 'The phone number the person prefers.',
  about_claim_phone_number_verified:
    'Whether the issuer made sure that the phone number was the person\u2019s.',
  about_claim_address: 'The postal address the person prefers, in parts or in one piece.',
  about_claim_updated_at: 'When the profile of the person last changed.',
  about_claim_verified_claims: 'Claims about the person together with how each of them was checked.',
  about_claim_place_of_birth: 'Where the person was born: country, region, town.',
  about_claim_nationalities: 'The nationalities of the person, as country codes.',
  about_claim_birth_family_name: 'The family name the person was given at birth.',
  about_claim_birth_given_name: 'The given name the person was given at birth.',
  about_claim_birth_middle_name: 'The middle name the person was given at birth.',
  about_claim_salutation: 'How the person is addressed, as Mr or Ms.',
  about_claim_title: 'A title of the person, as Dr.',
  about_claim_msisdn: 'The mobile number of the person, digits only, with its country code in front.',
  about_claim_also_known_as: 'Another name the person is known by, on a stage or in a community.',
  about_claim_rdap_allowed_purposes:
    'For which purposes the person may look up registration data of the Internet.',
  about_claim_rdap_dnt_allowed:
    'Whether the person may ask that a look-up of registration data is not recorded.',
  about_claim_geohash: 'Where something is, as a short text of which every further letter narrows the area.',
} as const;
