/** The fields of a form, or undefined if the content type is not that of a form. A repeated field is returned twice. */
export function formFields(contentType: string, body: string): [string, string][] | undefined {
  if (/^application\/x-www-form-urlencoded *(;|$)/i.test(contentType)) return [...new URLSearchParams(body)];
  const boundary = /^multipart\/form-data *;.*\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (boundary) return multipartFields(body, boundary[1] ?? boundary[2] ?? '');
  return undefined;
}

function multipartFields(body: string, boundary: string): [string, string][] {
  const fields: [string, string][] = [];
  // The first piece is the preamble, the last one what follows the closing boundary.
  for (const piece of `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1)) {
    const end = piece.indexOf('\r\n\r\n');
    const name = /^content-disposition: *form-data;.*\bname="([^"]*)"/im.exec(piece.slice(0, end))?.[1];
    if (end >= 0 && name !== undefined) fields.push([name, piece.slice(end + 4)]);
  }
  return fields;
}
