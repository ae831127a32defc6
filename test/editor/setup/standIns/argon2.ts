// Stands in for the native module `argon2`, which code-server loads at its start to hash passwords. Nothing here has one.
export function hash(): never {
  throw new Error("passwords are not supported");
}

export function verify(): never {
  throw new Error("passwords are not supported");
}
