/** JSON under its own name, under that of a kind of JSON, and under Amazon's. */
const jsonType = /^application\/(?:(?:[\w.+-]+\+)?json|x-amz-json-1\.[01])\s*(?:;|$)/i;

/** The JSON in an answer; undefined when it is something else, or too long. Throws when the connection breaks off. */
export async function readJson(response: Response, maxBytes: number): Promise<unknown> {
  const type = response.headers.get("content-type");
  // Nothing at all is an answer, too, whether or not its length is said (RFC 7009).
  if (type === null) return (await readText(response, 0)) === "" ? null : undefined;
  if (!jsonType.test(type)) {
    await response.body?.cancel();
    return undefined;
  }
  const text = await readText(response, maxBytes);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
