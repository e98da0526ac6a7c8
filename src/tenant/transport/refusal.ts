import { isObject, parseJson } from '../../json.ts';

/** With these the API refuses a request without carrying it out. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 413, 415, 422, 429]);
/** In every error of the API one of these stands (ErrorResponseDto, the 401 and the 429 of the vendor's description). */
const ERROR_KEYS = ['detailCode', 'messages', 'error', 'message'];

/**
 * Whether an answer is an error in the API's own form. Anything else comes from something in between: a gateway, a
 * proxy, a firewall, which know nothing of what the tenant did.
 */
export function isApiError({ body }: { readonly body: string }): boolean {
  const json = parseJson(body);
  return isObject(json) && ERROR_KEYS.some(key => Object.hasOwn(json, key));
}

/** Where parts of the API say what went wrong, those that know no ErrorResponseDto, too. */
export const ERROR_PLACES = ['message', 'error', 'error_description', 'detailMessage', 'errorMessage', 'formatted_msg'];

/** Whether JSON tells of an error, in whichever form. */
export function saysError(json: unknown): boolean {
  return isObject(json) && [...ERROR_KEYS, ...ERROR_PLACES].some(key => Object.hasOwn(json, key));
}

/** Whether an answer to the create request proves that nothing was created. */
export function isRefusal(answer: { readonly status: number; readonly body: string }): boolean {
  return REFUSALS.has(answer.status) && isApiError(answer);
}

/** Whether the status is 2xx. */
export function isSuccess({ status }: { readonly status: number }): boolean {
  return status >= 200 && status < 300;
}
