/**
 * What a token says for itself and not for the credential in it: the names of the registry "JSON Web Token Claims" of IANA
 * (https://www.iana.org/assignments/jwt) as of 2024, from RFC 7519 to `geohash`, and `vct` (SD-JWT-based Verifiable Credentials).
 * Left out are `name`, which is a word of credentials, and `vc` and `vp`, which hold one.
 */
const NAMES = `
  iss sub aud exp nbf iat jti
  given_name family_name middle_name nickname preferred_username profile picture website email email_verified gender birthdate zoneinfo locale
  phone_number phone_number_verified address updated_at azp nonce auth_time at_hash c_hash acr amr sub_jwk cnf
  sip_from_tag sip_date sip_callid sip_cseq_num sip_via_branch orig dest mky events toe txn rph sid vot vtm attest origid act scope client_id may_act
  jcard at_use_nbr div opt sph ace_profile cnonce exi roles groups entitlements token_introspection
  eat_nonce ueid sueids oemid hwmodel hwversion oemboot dbgstat location eat_profile submods uptime bootcount bootseed dloas swname swversion
  manifests measurements measres intuse cdniv cdnicrit cdniip cdniuc cdniets cdnistt cdnistd sig_val_claims authorization_details
  verified_claims place_of_birth nationalities birth_family_name birth_given_name birth_middle_name salutation title msisdn also_known_as
  htm htu ath atc sub_id rcd rcdi crn msgi _claim_names _claim_sources rdap_allowed_purposes rdap_dnt_allowed geohash vct`;

/** The names that a token may bear beside its credential's own words. No badge is shown by any of them. */
export const tokenClaims: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/));
