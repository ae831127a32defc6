/** What the Secrets API takes, in one place for the service, its client and the document `openapi.json`. */
export const limits = {
  /** Names as every shell and language can spell them. */
  namePattern: /^[A-Za-z_][A-Za-z0-9_]{0,255}$/,
  /** `namePattern` in words. */
  nameRule: "letters, digits and underscores, not starting with a digit",
  /** In UTF-8 bytes. */
  maxValueBytes: 65_536,
  /** In bytes; a value may need six for each of its own once it is written as JSON. */
  maxBodyBytes: 1_048_576,
  maxDescriptionLength: 1_000,
  typePattern: /^[a-z0-9][a-z0-9._-]{0,63}$/,
  maxEnvironmentNameLength: 64,
  defaultPageSize: 100,
  maxPageSize: 200,
} as const;
