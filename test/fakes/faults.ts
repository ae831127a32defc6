/** What a service may do instead of, or with, its proper answer. */
export type Fault =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Record<string, string>;
    }
  /** A page for people, as proxies and sign-in gates send it. */
  | { readonly kind: "html"; readonly status: number }
  | { readonly kind: "redirect"; readonly status: number; readonly to: string }
  /** Takes the request and never answers. */
  | { readonly kind: "silent" }
  /** The proper answer, broken off in the middle. */
  | { readonly kind: "cutOff" }
  /** The proper answer, with this text wherever a careless service might put a value. */
  | { readonly kind: "leak"; readonly text: string }
  /** The proper answer, with something else in it. */
  | { readonly kind: "change"; readonly change: (json: unknown) => unknown };

/** What a fake service does wrong, to be set by a test at any time. */
export interface Faults {
  fault: Fault | undefined;
  /** How many requests it still affects. */
  times: number;
  /** Which requests those are; without it, all. Names may be listed at any time. */
  isMeant?: (request: Request) => boolean;
}

/** A request that writes. */
export function isWriting({ method }: Request): boolean {
  return method !== "GET";
}

export type Service = (request: Request) => Response | Promise<Response>;

/** The service with its faults. */
export function withFaults(service: Service, faults: Faults): Service {
  return async (request) => {
    const { fault } = faults;
    if (fault === undefined || faults.times <= 0 || faults.isMeant?.(request) === false) return service(request);
    faults.times--;
    switch (fault.kind) {
      case "answer":
        return Response.json(fault.body, { status: fault.status, ...(fault.headers && { headers: fault.headers }) });
      case "html":
        return new Response("<!doctype html><title>Please sign in</title>", {
          status: fault.status,
          headers: { "content-type": "text/html; charset=utf-8" },
        });
      case "redirect":
        return new Response(null, { status: fault.status, headers: { location: fault.to } });
      case "silent":
        return new Promise<never>(() => undefined);
      case "cutOff":
        return cutOff(await service(request));
      case "leak":
        return leak(await service(request), fault.text);
      case "change":
        return change(await service(request), fault.change);
    }
  };
}

/** Half of the body under the length of the whole; over HTTP the connection ends there. */
async function cutOff(response: Response): Promise<Response> {
  const text = await response.text();
  return new Response(text.slice(0, text.length / 2), {
    status: response.status,
    headers: { "content-type": "application/json", "content-length": String(text.length), connection: "close" },
  });
}

/** What is no JSON stays as it is. */
async function change(response: Response, to: (json: unknown) => unknown): Promise<Response> {
  const sent = await response.text();
  const { status } = response;
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  try {
    return new Response(JSON.stringify(to(JSON.parse(sent))), { status, headers });
  } catch {
    return new Response(sent === "" ? null : sent, { status, headers });
  }
}

async function leak(response: Response, text: string): Promise<Response> {
  const sent = await response.text();
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  headers.set("x-value", text);
  const body = sent === "" ? null : JSON.stringify(withLeaks(JSON.parse(sent), text));
  return new Response(body, { status: response.status, headers });
}

/** Every object at any depth gets the fields in which services are known to send values back; sentences quote it. */
function withLeaks(json: unknown, text: string): unknown {
  if (Array.isArray(json)) return json.map((item) => withLeaks(item, text));
  if (typeof json !== "object" || json === null) return json;
  const fields = Object.entries(json).map(([key, field]) => [key, withLeaks(field, text)]);
  // Where the answer itself is called `data`, it stays one.
  const data = "data" in json ? {} : { data: { value: text } };
  // A list under one of these names is the answer itself.
  const isList = "value" in json && Array.isArray(json.value);
  const extra = { ...(isList ? {} : { value: text }), secretValue: text, masked_value: text.slice(0, 12), ...data };
  const detail = "detail" in json ? { detail: `The value ${text} will not do.` } : {};
  return { ...Object.fromEntries(fields), ...extra, ...detail };
}
