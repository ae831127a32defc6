/** The page that the matrix is shown in; what stands in it comes by messages. Nothing is loaded but our own two files. */
export function coveragePage(parts: {
  readonly script: string;
  readonly style: string;
  readonly source: string;
  readonly nonce: string;
}): string {
  const { script, style, source, nonce } = parts;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}';">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${style}">
    <title>Secrets Coverage</title>
  </head>
  <body>
    <header>
      <h1 id="title">Secrets coverage</h1>
      <label>Filter <input id="filter" type="search" placeholder="Name, or: missing, unused, optional" spellcheck="false"></label>
      <button id="copy" type="button">Copy as Markdown</button>
      <button id="refresh" type="button">Refresh</button>
    </header>
    <p id="notice" role="status"></p>
    <table id="matrix" role="grid" aria-labelledby="title"></table>
    <p id="count" role="status"></p>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
