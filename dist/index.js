/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/create fake namespace object */
/******/ 	(() => {
/******/ 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 		var leafPrototypes;
/******/ 		// create a fake namespace object
/******/ 		// mode & 1: value is a module id, require it
/******/ 		// mode & 2: merge all properties of value into the ns
/******/ 		// mode & 4: return value when already ns object
/******/ 		// mode & 16: return value when it's Promise-like
/******/ 		// mode & 8|1: behave like require
/******/ 		__nccwpck_require__.t = function(value, mode) {
/******/ 			if(mode & 1) value = this(value);
/******/ 			if(mode & 8) return value;
/******/ 			if(typeof value === 'object' && value) {
/******/ 				if((mode & 4) && value.__esModule) return value;
/******/ 				if((mode & 16) && typeof value.then === 'function') return value;
/******/ 			}
/******/ 			var ns = Object.create(null);
/******/ 			__nccwpck_require__.r(ns);
/******/ 			var def = {};
/******/ 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 			}
/******/ 			def['default'] = () => (value);
/******/ 			__nccwpck_require__.d(ns, def);
/******/ 			return ns;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};
// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  main: () => (/* reexport */ main),
  post: () => (/* reexport */ post),
  prune: () => (/* reexport */ prune),
  unseal: () => (/* reexport */ unseal)
});

;// CONCATENATED MODULE: ./lib/clock.js
function systemClock() {
    const start = Date.now();
    const zero = process.hrtime.bigint();
    return {
        now: () => start + Number(process.hrtime.bigint() - zero) / 1e6,
        after: (milliseconds, callback) => {
            const timer = setTimeout(callback, Math.min(milliseconds, 2 ** 31 - 1));
            return () => clearTimeout(timer);
        },
        random: Math.random,
    };
}
const pause = (clock, milliseconds) => new Promise(resolve => clock.after(milliseconds, resolve));

;// CONCATENATED MODULE: ./lib/errors.js
class StepError extends Error {
}
const messageOf = (error) => (error instanceof Error ? error.message : String(error));
const stackOf = (error) => (error instanceof Error && error.stack) || messageOf(error);
function throwAll(problems) {
    const present = problems.filter(problem => problem !== undefined);
    if (present.length > 0)
        throw new StepError(present.join('\n'));
}
function messageFor(error, { debug }) {
    if (error instanceof StepError)
        return error.message;
    debug(stackOf(error));
    return `An unexpected error: ${messageOf(error)}. Please report it; debug logging shows where it happened.`;
}

;// CONCATENATED MODULE: ./lib/json.js
function parseJson(text) {
    try {
        return JSON.parse(text.replace(/^\uFEFF/, ''));
    }
    catch {
        return undefined;
    }
}
const isObject = (json) => typeof json === 'object' && json !== null && !Array.isArray(json);
const isTextList = (json) => Array.isArray(json) && json.every(item => typeof item === 'string');

;// CONCATENATED MODULE: ./lib/tenant/fields.js
const FIELDS = [
    { name: 'businessName', input: 'business-name', kind: 'text', required: false, nullable: true, patchable: true },
    { name: 'homepageUrl', input: 'homepage-url', kind: 'uri', required: false, nullable: true, patchable: true },
    { name: 'name', input: 'name', kind: 'text', required: true, nullable: true, patchable: true },
    { name: 'description', input: 'description', kind: 'text', required: true, nullable: true, patchable: true },
    { name: 'accessTokenValiditySeconds', input: 'access-token-validity-seconds', kind: 'integer',
        required: true, nullable: false, patchable: true, default: 750, limits: true },
    { name: 'refreshTokenValiditySeconds', input: 'refresh-token-validity-seconds', kind: 'integer',
        required: false, nullable: false, patchable: true, limits: true },
    { name: 'redirectUris', input: 'redirect-uris', kind: 'redirect URIs',
        required: false, nullable: true, patchable: true },
    { name: 'grantTypes', input: 'grant-types', kind: 'choices', values: ['CLIENT_CREDENTIALS', 'AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
        required: true, nullable: true, patchable: true, default: ['CLIENT_CREDENTIALS'], right: true, limits: true },
    { name: 'accessType', input: 'access-type', kind: 'choice', values: ['ONLINE', 'OFFLINE'],
        required: true, nullable: false, patchable: true, default: 'OFFLINE', limits: true },
    { name: 'type', input: 'type', kind: 'choice', values: ['CONFIDENTIAL', 'PUBLIC'],
        required: false, nullable: false, patchable: false, right: true },
    { name: 'internal', input: 'internal', kind: 'boolean', required: false, nullable: false, patchable: false },
    { name: 'enabled', input: 'enabled', kind: 'boolean',
        required: true, nullable: false, patchable: true, default: true, right: true, limits: true },
    { name: 'strongAuthSupported', input: 'strong-auth-supported', kind: 'boolean',
        required: false, nullable: false, patchable: true },
    { name: 'claimsSupported', input: 'claims-supported', kind: 'boolean',
        required: false, nullable: false, patchable: true },
    { name: 'scope', input: 'scope', kind: 'scopes',
        required: false, nullable: true, patchable: false, right: true, limits: true },
];
const inputOf = (name) => FIELDS.find(field => field.name === name)?.input ?? name;

;// CONCATENATED MODULE: ./lib/tenant/client.js


class Malformed extends Error {
}
const SHOWN_FIELDS = ['id', ...FIELDS.map(({ name }) => name), 'created', 'modified', 'lastUsed'];
function parseObject(json) {
    if (!isObject(json))
        throw new Malformed('JSON that is not the expected object');
    return json;
}
function parseClient(json) {
    const object = parseObject(json);
    const { id, name, description, created, lastUsed } = object;
    if (typeof id !== 'string' || id === '')
        throw new Malformed('a client without an id');
    return {
        id,
        name: typeof name === 'string' ? name : null,
        description: typeof description === 'string' ? description : null,
        created: timeOf(created),
        lastUsed: lastUsed === undefined || lastUsed === null ? null : timeOf(lastUsed),
        fields: Object.fromEntries(SHOWN_FIELDS.filter(field => field in object).map(field => [field, object[field]])),
    };
}
function parseClients(json) {
    if (!Array.isArray(json))
        throw new Malformed('JSON that is not the expected list');
    return json.map(parseClient);
}
function parseSecret(json) {
    const secret = parseObject(json)['secret'];
    if (secret === undefined || secret === null || secret === '')
        return undefined;
    if (typeof secret !== 'string' || !isOpaque(secret))
        throw new Malformed('a secret that is not plain text');
    return secret;
}
const isClientId = (text) => typeof text === 'string' && /^(?!\.\.?$)[^\p{C}\p{Z}/\\?#%]{1,512}$/u.test(text);
const newestFirst = (a, b) => (b.created ?? Number.MAX_SAFE_INTEGER) - (a.created ?? Number.MAX_SAFE_INTEGER);
const normalizedName = (name) => (name ?? '').normalize('NFC').replaceAll(/\s+/g, ' ').trim();
const isInternal = ({ fields }) => String(fields['internal']).toLowerCase() === 'true';
const isSameId = (id, other) => id.toLowerCase() === other?.toLowerCase();
const isNamed = (client, name) => normalizedName(client.name) === normalizedName(name);
const clientsNamed = (name, clients, ownId) => clients.filter(client => isNamed(client, name) && !isSameId(client.id, ownId));
const isOpaque = (text) => /^[\x20-\x7e]+$/.test(text);
function timeOf(json) {
    const form = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/i;
    const match = typeof json === 'string' ? form.exec(json.trim()) : null;
    if (match === null)
        return undefined;
    const time = Date.parse(match[1] === undefined ? `${match[0]}Z` : match[0]);
    return Number.isNaN(time) ? undefined : time;
}
const idsOf = (clients) => clients.map(({ id }) => id);

;// CONCATENATED MODULE: ./lib/tenant/connection.js

const API_VERSIONS = ['beta', 'v3', 'v2024', 'v2025', 'v2026', 'v1'];
const clientsUrl = ({ origin, apiVersion }) => origin + (apiVersion === 'v1' ? '/oauth-clients/v1' : `/${apiVersion}/oauth-clients`);
const tokenUrl = (origin) => `${origin}/oauth/token`;
function claimsOf(accessToken) {
    const claims = parseJson(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString());
    if (!isObject(claims))
        return undefined;
    const { client_id: clientId, user_name: userName, identity_id: identityId } = claims;
    return { clientId: typeof clientId === 'string' ? clientId : undefined, hasUser: Boolean(userName || identityId) };
}
function scopesIn(json) {
    if (isTextList(json))
        return json;
    return typeof json === 'string' ? json.split(/[\s,]+/).filter(scope => scope !== '') : undefined;
}
const ownClientId = (signIn) => signIn.kind === 'pat' ? signIn.clientId : signIn.claims?.clientId;
const ADMIN_MENU = 'Admin > Global > Security Settings > API Management';
function adminPage(origin) {
    const [, tenant, domain] = /^https:\/\/([^./]+)\.api\.(identitynow(?:-demo)?\.com)$/.exec(origin) ?? [];
    return tenant && `https://${tenant}.${domain}/ui/ts/admin/security-settings/api-management`;
}
const adminPlace = (origin) => adminPage(origin) ?? ADMIN_MENU;

;// CONCATENATED MODULE: ./lib/text.js
const namedText = (name, quote) => `named ${quote(name ?? '')}`;
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
function seconds(milliseconds) {
    const value = milliseconds / 1000;
    return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} s`;
}
function timeText(milliseconds) {
    if (milliseconds === undefined)
        return 'unknown';
    return new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ');
}
function firstOf(items, most, separator = ', ') {
    const rest = items.length - most;
    return items.slice(0, most).join(separator) + (rest > 0 ? `${separator}and ${rest} more` : '');
}
const someIds = (ids) => firstOf(ids.map(oneLine), MOST_IDS);
const oneLine = (text) => cut(text.replaceAll(/\s+/g, ' '), 100);
const cut = (text, longest) => text.length > longest ? `${text.slice(0, longest).replace(/([\w-]{7})[\w-]+$/, '$1')}…` : text;
const MOST_IDS = 20;
const nearest = (word, candidates) => candidates.find(candidate => isOneSlip(lettersOf(word), lettersOf(candidate)));
const lettersOf = (word) => word.toLowerCase().replaceAll(/[\W_]/g, '');
function isOneSlip(a, b) {
    let [start, aEnd, bEnd] = [0, a.length, b.length];
    while (start < Math.min(aEnd, bEnd) && a[start] === b[start])
        start++;
    while (Math.min(aEnd, bEnd) > start && a[aEnd - 1] === b[bEnd - 1])
        [aEnd, bEnd] = [aEnd - 1, bEnd - 1];
    const [x, y] = [a.slice(start, aEnd), b.slice(start, bEnd)];
    return (x.length <= 1 && y.length <= 1) || (x.length === 2 && y === `${x[1]}${x[0]}`);
}
const visible = (text) => text.replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
const unquoted = (text) => /^(["'`])(.*)\1$/s.exec(text)?.[2] ?? text;
const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", equals: '=', sol: '/' }));
function unescapeHtml(text) {
    return text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
        const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
        if (name !== undefined)
            return ENTITIES.get(name.toLowerCase()) ?? whole;
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}
const ESCAPES = new Map(Object.entries({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }));
const escapeHtml = (text) => text.replaceAll(/[&<>"']|\r?\n|\r/g, sign => ESCAPES.get(sign) ?? '&#10;');

;// CONCATENATED MODULE: ./lib/secret.js
class Secret {
    #value;
    constructor(value) {
        this.#value = value;
    }
    static mask(value, { mask }) {
        mask(value);
        return new Secret(value);
    }
    reveal() {
        return this.#value;
    }
    toString() {
        return '***';
    }
    toJSON() {
        return '***';
    }
}

;// CONCATENATED MODULE: ./lib/tenant/transport/http-error.js

const NETWORK = 'Check the network between the runner and the tenant, and run the job again';
const PROXY = 'Check https_proxy or all_proxy, and whether no_proxy should name the tenant';
const TIME = 'Run fewer jobs at the same time, or raise timeout-seconds';
const TRUST = 'set NODE_EXTRA_CA_CERTS to the certificate of that CA, or NODE_USE_SYSTEM_CA=1 where the machine trusts it (Node 24.6 and newer)';
const NOT_PROMISED = 'This does not match the API description: check base-url and api-version';
const NETWORK_ADVICE = {
    'unknown host': 'The host name could not be looked up (DNS): check tenant or base-url, and the network of the runner',
    'name server': `The name server did not respond (DNS). ${NETWORK}`,
    'connection refused': 'The host refused the connection: check base-url and whether a proxy is needed',
    certificate: `The TLS certificate of the host was not accepted: behind a proxy that intercepts TLS with its own CA, ${TRUST}`,
    'not TLS': 'Check base-url: its port must be the one for https',
    'proxy certificate': `Check the name in https_proxy or all_proxy; for a certificate from your own CA, ${TRUST}`,
    'proxy refuses': PROXY,
    'unknown proxy': PROXY,
    'proxy down': PROXY,
    'wait too long': TIME,
    'no time left': TIME,
    'too slow': 'Check the network between the runner and the tenant, or raise timeout-seconds, and run the job again',
    'too large': NOT_PROMISED,
    cut: NETWORK,
    closed: NETWORK,
    network: NETWORK,
};
class HttpError extends StepError {
    code;
    mayHaveArrived;
    constructor(message, code, mayHaveArrived) {
        super(message);
        this.code = code;
        this.mayHaveArrived = mayHaveArrived;
    }
}
const CONNECTION_CODES = {
    ENOTFOUND: 'unknown host',
    EAI_AGAIN: 'name server',
    ECONNREFUSED: 'connection refused',
};
const NOT_TLS_CODE = /^EPROTO$|^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNSUPPORTED_PROTOCOL)$/;
const CERTIFICATE_CODE = /CERT|^UNABLE_TO_|^INVALID_|SIGNATURE|CRL|^HOSTNAME_MISMATCH$/;
function toHttpError(error, host, connection) {
    const isOpening = connection === 'opening';
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    if (isOpening && NOT_TLS_CODE.test(code))
        return new HttpError(`${host} does not speak TLS on this port`, 'not TLS', false);
    const other = isOpening ? CONNECTION_CODES[code] : connection === 'kept' ? 'closed' : undefined;
    const kind = CERTIFICATE_CODE.test(code) ? 'certificate' : (other ?? 'network');
    return new HttpError(`${host}: ${reasonOf(error)}`, kind, !isOpening);
}
function reasonOf(error) {
    if (error instanceof AggregateError)
        return error.errors.map(reasonOf).join('; ');
    const text = error instanceof Error ? error.message : String(error);
    return text.replace(/; if the root CA is installed locally.*/, '');
}

;// CONCATENATED MODULE: ./lib/tenant/transport/response.js

function proofOf(response) {
    const { status, body } = response;
    if (isSuccess(response))
        return 'carried out';
    if (status === 429)
        return 'refused for now';
    if (status < 300 || status >= 500 || status === 408)
        return 'unknown';
    return status >= 400 && parseJson(body) !== undefined ? 'refused' : 'refused in between';
}
const isSuccess = ({ status }) => status >= 200 && status < 300;
const isPage = ({ headers, body }) => (/\bhtml\b/i.test(headers['content-type'] ?? '') ? /^\s*</ : /^\s*<(!doctype|html)/i).test(body);
function saysGone({ status, body }) {
    const json = parseJson(body);
    return (status === 404 || status === 410) && isObject(json) && ('detailCode' in json || 'messages' in json);
}
const WORD_KEYS = [
    ...['messages', 'causes', 'message', 'text', 'msg', 'error', 'error_description', 'detailMessage', 'errorMessage'],
    ...['formatted_msg', 'title', 'detail', 'errors'],
];
function wordsOf(json) {
    const words = distinct(wordsIn(json));
    return words.length > 0 ? words : distinct(isObject(json) ? [json['detailCode']] : []);
}
function wordsIn(json) {
    if (Array.isArray(json)) {
        const english = json.filter(item => isObject(item) && /^en\b/i.test(String(item['locale'])));
        const items = english.length > 0 ? english : json;
        return items.flatMap(item => (typeof item === 'string' ? [item] : wordsIn(item)));
    }
    if (!isObject(json))
        return [];
    const words = WORD_KEYS.flatMap(key => {
        const value = json[key];
        if (typeof value === 'string')
            return [value];
        const inside = wordsIn(value);
        return inside.length > 0 ? inside : namedIn(value);
    });
    const { field, loc } = json;
    const subject = Array.isArray(loc) ? loc.at(-1) : field;
    return typeof subject === 'string' && subject !== '' ? words.map(text => `${subject}: ${text}`) : words;
}
function namedIn(json) {
    if (Array.isArray(json))
        return json.flatMap(namedIn);
    if (!isObject(json))
        return [];
    return Object.entries(json).flatMap(([name, value]) => [value].flat().flatMap(text => (typeof text === 'string' && text.trim() !== '' ? [`${name}: ${text}`] : [])));
}
function distinct(words) {
    const texts = words.filter(text => typeof text === 'string').map(text => text.trim());
    return [...new Set(texts.filter(text => text !== ''))];
}

;// CONCATENATED MODULE: ./lib/tenant/transport/waits.js



function nextTry(outcome, earlier, request, moment) {
    const { now, timeLeft, random } = moment;
    const { repeatable, maxTries, url } = request;
    const isCutOff = codeOf(outcome) === 'no time left' && (repeatable || !mayBeDone(outcome));
    const reason = isCutOff ? (earlier.at(-1) ?? outcome) : outcome;
    const room = timeLeft - SHORTEST_TRY;
    if (repeatable && codeOf(outcome) === 'closed')
        return room < 0 ? reason : 0;
    const tries = [...earlier.filter(each => codeOf(each) !== 'closed'), outcome];
    const failures = tries.filter(each => codeOf(each) !== 429).length;
    if (failures >= mostTries(outcome, request) || tries.length === maxTries)
        return reason;
    const wanted = outcome instanceof HttpError ? undefined : retryAfter(outcome.headers, now);
    if (wanted === undefined) {
        const wait = Math.min(10_000, FIRST_BACKOFF * 2 ** (tries.length - 1)) * (0.5 + random / 2);
        return wait <= room ? wait : reason;
    }
    if (wanted <= room)
        return wanted + random * Math.min(1000, wanted + FIRST_BACKOFF, room - wanted);
    const [wait, rest] = [Math.ceil(wanted / 1000), Math.max(0, Math.floor(timeLeft / 1000))];
    const but = `but timeout-seconds leaves ${rest} s for it and another try`;
    const what = `${new URL(url).host} responded with ${nameOf(outcome)} and asks to wait ${wait} s, ${but}`;
    return new HttpError(what, 'wait too long', false);
}
const codeOf = (outcome) => outcome instanceof HttpError ? outcome.code : outcome.status;
const mayBeDone = (outcome) => outcome instanceof HttpError ? outcome.mayHaveArrived : outcome.status !== 429;
function mostTries(outcome, { method, repeatable }) {
    if (codeOf(outcome) === 429)
        return Number.POSITIVE_INFINITY;
    if (!repeatable && mayBeDone(outcome))
        return 1;
    if (outcome instanceof HttpError)
        return TRIES[outcome.code] ?? MOST_TRIES;
    return isTransient(outcome.status) || isForeign(outcome, method) ? MOST_TRIES : 1;
}
const MOST_TRIES = 8;
const TRIES = {
    'unknown host': 3,
    'unknown proxy': 3,
    certificate: 1,
    'not TLS': 1,
    'proxy certificate': 1,
    'proxy refuses': 1,
    'no time left': 1,
};
const isTransient = (status) => [408, 425, 429, 499].includes(status) || status >= 500;
function isForeign(response, method) {
    const { status, body } = response;
    if (!isSuccess(response))
        return method === 'DELETE' && (status === 404 || status === 410) && !saysGone(response);
    if (method === 'PATCH' || method === 'DELETE')
        return isPage(response);
    return body.trim() !== '' && parseJson(body) === undefined;
}
function nameOf(outcome) {
    if (outcome instanceof HttpError)
        return outcome.message;
    return `HTTP ${outcome.status}${isPage(outcome) ? ' with a page' : ''}`;
}
function retryAfter(headers, now) {
    const text = headers['retry-after']?.trim() ?? '';
    if (/^\d+$/.test(text))
        return Number(text) * 1000;
    if (!/[a-z]{3}/i.test(text))
        return undefined;
    const wait = Date.parse(text) - (headers.date === undefined ? now : Date.parse(headers.date));
    return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
const FIRST_BACKOFF = 500;
const SHORTEST_TRY = 1000;
const LONG_ENOUGH = 2000;
const longestTry = (timeLeft) => Math.min(timeLeft, 30_000, Math.max(timeLeft / 2, LONG_ENOUGH));
const MOST_CREATES = 2;
const LOOK_AFTER = 1000;
const firstLookDelay = (due, timeLeft) => Math.max(0, Math.min(due, timeLeft / 4));
const searchTime = (timeout) => Math.min(30_000, timeout / 2);
const LOOK_AGAIN_AFTER = 3000;
const CREATED_TOLERANCE = 60_000;
const VERIFY_FOR = 30_000;
const VERIFY_AFTER = 1000;
const DELETION_PACE = { requests: 90, per: 10_000 };
const DELETIONS_AT_ONCE = 4;
const PROGRESS_EVERY = 5000;
const reserveOf = (timeout) => Math.min(30_000, Math.max(timeout / 4, 2 * SHORTEST_TRY));
const DAY = 86_400_000;

;// CONCATENATED MODULE: ./lib/tenant/explain.js





const MOST_MESSAGES = 5;
const LONGEST_MESSAGE = 300;
const WORDS = {
    'sign in': 'Signing in with the personal access token',
    verify: 'Signing in as the new client',
    create: 'Creating the client',
    list: 'Listing the clients',
    update: 'Updating the client',
    delete: 'Deleting the client',
};
function explanation(attempt, result, next, reference = '') {
    return { attempt: `${WORDS[attempt]} failed`, result, reference, next };
}
function explainResponse(response, circumstances) {
    const { attempt, connection, quote } = circumstances;
    const status = `HTTP ${response.status}`;
    const location = redirectOrigin(response, connection.origin);
    if (location !== undefined) {
        const place = location === 'null' ? 'an unreadable address' : quote(location);
        const [target, check] = location === connection.origin
            ? ['another path of the same host', 'Check api-version, and what is between runner and tenant']
            : [place, 'Check tenant or base-url: it must be the host of the API'];
        return explanation(attempt, `${status}, a redirect to ${target}, which is not followed`, check);
    }
    const json = parseJson(response.body);
    const reference = referenceOf(json, response, quote);
    if (json === undefined) {
        const page = response.body === '' ? 'without a body' : `content type ${contentType(response, quote)}`;
        const certainty = isPage(response) ? '' : 'probably ';
        const result = `${status}, ${certainty}sent by a gateway, proxy or firewall in between, ${page}`;
        const next = 'Check tenant or base-url and the network of the runner, then run the job again';
        return explanation(attempt, result, next, reference);
    }
    const words = wordsOf(json)
        .slice(0, MOST_MESSAGES)
        .map(text => quote(text, LONGEST_MESSAGE));
    const next = adviceFor(response.status, circumstances, words.length > 0);
    return explanation(attempt, [status, ...words].join(', '), next, reference);
}
function referenceOf(json, { headers }, quote) {
    const trackingId = isObject(json) ? json['trackingId'] : undefined;
    if (typeof trackingId === 'string' && trackingId !== '')
        return ` (trackingId ${quote(trackingId)})`;
    const requestId = headers['slpt-request-id'];
    return requestId ? ` (Slpt-Request-Id ${quote(requestId)})` : '';
}
const explainFailure = (error, attempt) => explanation(attempt, error.message, NETWORK_ADVICE[error.code]);
const explainUnexpected = (error, attempt) => explanation(attempt, `an unexpected error, ${messageOf(error)}`, 'Please report it');
function explainMalformed(response, error, circumstances) {
    const { attempt, quote } = circumstances;
    const result = `HTTP ${response.status} with ${error.message} (content type ${contentType(response, quote)})`;
    const next = parseJson(response.body) === undefined
        ? 'A proxy or a sign-in page may be between this machine and the tenant: check tenant or base-url'
        : NOT_PROMISED;
    return explanation(attempt, result, next);
}
function adviceFor(status, circumstances, hasWords) {
    const { attempt, connection } = circumstances;
    const { apiVersion, origin } = connection;
    const isTokenEndpoint = attempt === 'sign in' || attempt === 'verify';
    const place = `Check tenant or base-url${isTokenEndpoint ? '' : ', and api-version'}`;
    if (status === 401 || (status === 400 && isTokenEndpoint))
        return wrongCredentials(circumstances);
    if ([400, 409, 413, 422].includes(status)) {
        if (attempt === 'delete')
            return 'Check the client in the tenant';
        if (attempt !== 'create' && attempt !== 'update')
            return place;
        return hasWords ? "Correct the inputs that the tenant's message is about" : 'Correct the inputs of the client';
    }
    if (status === 403)
        return isTokenEndpoint ? NO_SIGN_IN : forbidden(circumstances);
    if (status === 404) {
        if (attempt === 'update')
            return 'It may have been deleted meanwhile: run the job again';
        if (attempt === 'delete')
            return 'The response does not show whether the client still exists: check it in the tenant';
        return `${origin} has no such path: check tenant or base-url${isTokenEndpoint ? '' : `, and api-version (currently ${apiVersion})`}`;
    }
    if (status === 429)
        return 'The tenant allows 100 requests in 10 seconds: run fewer jobs at the same time, or raise timeout-seconds';
    if (status >= 500)
        return "The error is on the tenant's side: run the job again later; if it persists, ask SailPoint support";
    return isTransient(status) ? 'Run the job again' : place;
}
const NO_SIGN_IN = 'The tenant does not allow sign-in from here: check whether it allows the address of the runner, then the credentials';
function wrongCredentials({ attempt, connection: { signIn, origin } }) {
    if (attempt === 'verify')
        return 'The tenant does not accept the new credentials';
    if (signIn.kind === 'token') {
        return (`The access token is wrong, expired, or for another tenant than ${origin}: obtain it right before this step, ` +
            'or give a personal access token instead (pat-client-id, pat-client-secret)');
    }
    if (attempt !== 'sign in')
        return 'The tenant does not accept the access token that it has just issued: check tenant or base-url, and api-version';
    if (signIn.isQuoted)
        return 'The client ID or the client secret has quotes around it: store it without them';
    return (`The personal access token is wrong, expired, disabled, or of another tenant than ${origin}; or its ID and secret are ` +
        'swapped; or SAIL_CLIENT_ID and SAIL_CLIENT_SECRET are those of a client that export-env of an earlier step exported. ' +
        'If none of these fits, create a new token and update the secrets that contain it');
}
function forbidden({ claims }) {
    if (claims?.hasUser === false)
        return "The token belongs to an API client, without a user: the tenant requires a user's personal access token";
    return ("The token must be a user's (a personal access token), its scopes must include sp:oauth-client:manage (a changed " +
        'scope takes up to 20 minutes), and its owner must be allowed to manage API clients, as an organization administrator is');
}
function redirectOrigin({ status, headers }, base) {
    if (status < 300 || status >= 400 || status === 304)
        return undefined;
    const location = headers.location ?? '';
    return location !== '' && URL.canParse(location, base) ? new URL(location, base).origin : 'null';
}
const contentType = ({ headers }, quote) => quote(headers['content-type'] ?? 'none');

;// CONCATENATED MODULE: external "http"
const external_http_namespaceObject = require("http");
var external_http_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_http_namespaceObject, 2);
;// CONCATENATED MODULE: external "https"
const external_https_namespaceObject = require("https");
var external_https_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_https_namespaceObject, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
;// CONCATENATED MODULE: ./build/stand-ins/tunnel/index.js
// Replaces tunnel, of which @actions/http-client makes an agent where a proxy is configured. Every request here has an
// agent of its own (src/tenant/transport/agents.ts), so that one is never used: the real one loads assert at every start.
// See docs/architecture.md.
const unused = () => ({});



;// CONCATENATED MODULE: ./build/stand-ins/undici/index.js
// Replaces undici, which @actions/http-client imports for a function that is never called here (getAgentDispatcher): the
// real one is 1,170 kB of bundle and 20 to 30 ms of start. No longer needed once http-client loads undici on demand:
// https://github.com/actions/toolkit/pull/1800
class ProxyAgent {
  constructor() {
    throw new Error('undici is not part of this bundle: something called getAgentDispatcher()');
  }
}

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class lib_HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject_0 : external_http_namespaceObject_0;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_namespaceObject.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? unused : unused;
            }
            else {
                tunnelAgent = overHttps ? unused : unused;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_namespaceObject.Agent(options) : new external_http_namespaceObject.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./lib/version.js
const PRODUCT = 'idn-oauth-client/1.0.0';
function userAgent({ GITHUB_REPOSITORY = '', GITHUB_RUN_ID = '' }) {
    const [repository, run] = [plain(GITHUB_REPOSITORY), plain(GITHUB_RUN_ID)];
    const comment = [repository, run && `run ${run}`].filter(text => text !== '').join('; ');
    return comment === '' ? PRODUCT : `${PRODUCT} (${comment})`;
}
const plain = (text) => text.replaceAll(/[^!-~]|[()\\;]/g, '').slice(0, 80);

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = require("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = require("node:https");
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = require("node:net");
;// CONCATENATED MODULE: ./lib/tenant/transport/proxy.js

const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];
const SECRET_VARIABLES = [...PROXY_VARIABLES, 'http_proxy', 'HTTP_PROXY'];
const EXAMPLE = 'http://proxy.example:3128';
const SOCKS = `names a SOCKS proxy; only http:// and https:// work, such as https_proxy=${EXAMPLE}`;
const UNREADABLE = `is not the URL of a proxy, such as ${EXAMPLE}. A proxy URL has no path, query or fragment; in user and password, ` +
    'write / as %2F, ? as %3F, # as %23, @ as %40, \\ as %5C and % as %25';
const PROXY_URL = /^(?:(?<scheme>https?):\/\/)?(?:(?<userinfo>[^/?#\\\s]*)@)?(?<host>\[[\da-f:.]+\]|[^/?#\\\s@:%[\]]+)(?::(?<port>\d+))?\/?$/i;
function readProxy(env, url) {
    const { protocol, hostname, port } = new URL(url);
    const host = bare(hostname);
    const variable = PROXY_VARIABLES.find(name => env[name]);
    if (variable === undefined || protocol !== 'https:' || isLoopback(host))
        return { kind: 'none' };
    const entries = (env['no_proxy'] || env['NO_PROXY'] || '').split(/[\s,]+/);
    const isCovered = entries.some(entry => covers(entry.toLowerCase(), host, port || '443'));
    const text = env[variable] ?? '';
    if (/^socks\w*:\/\//i.test(text))
        return isCovered ? { kind: 'none' } : { kind: 'problem', variable, problem: SOCKS };
    const proxy = parseProxy(variable, text);
    if (proxy === undefined)
        return { kind: 'problem', variable, problem: UNREADABLE };
    return isCovered ? { kind: 'none' } : { kind: 'proxy', proxy };
}
function proxySecrets(env) {
    const secrets = SECRET_VARIABLES.flatMap(name => {
        const userinfo = /^(?:[a-z][a-z\d+.-]*:\/\/)?(.*)@/is.exec(env[name]?.trim() ?? '')?.[1];
        if (userinfo === undefined)
            return [];
        const [user = '', password = ''] = split(userinfo);
        const texts = password === '' ? [user] : [password, userinfo];
        const plain = texts.map(text => decode(text) ?? text);
        const sent = `${decode(user) ?? user}:${decode(password) ?? password}`;
        return [...texts, ...plain, ...[...plain.filter(({ length }) => length > 3), sent].map(base64)];
    });
    return [...new Set(secrets)].filter(secret => secret !== '' && secret !== base64(':'));
}
function parseProxy(variable, text) {
    const parts = PROXY_URL.exec(text.replace(/[\t\n\r ]+$/, ''))?.groups;
    if (parts === undefined)
        return undefined;
    const { scheme, userinfo = '', host = '' } = parts;
    const secure = scheme?.toLowerCase() === 'https';
    const port = Number(parts['port'] ?? (secure ? 443 : 1080));
    const [user, password] = split(userinfo).map(decode);
    const name = URL.canParse(`http://${host}`) ? bare(new URL(`http://${host}`).hostname) : '';
    if (user === undefined || password === undefined || name === '' || port < 1 || port > 65_535)
        return undefined;
    const authorization = userinfo === '' ? undefined : `Basic ${base64(`${user}:${password}`)}`;
    return { variable, secure, host: name, port, address: `${authority(name)}:${port}`, authorization };
}
function covers(entry, host, port) {
    if (entry === '*')
        return true;
    const [, place = entry, itsPort = port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
    const name = bare(place.replace(/^\*?\./, ''));
    return itsPort === port && name !== '' && (host === name || ((0,external_node_net_namespaceObject.isIP)(host) === 0 && host.endsWith(`.${name}`)));
}
const isLoopback = (host) => /(^|\.)localhost$/.test(host) || host === '::1' || ((0,external_node_net_namespaceObject.isIPv4)(host) && host.startsWith('127.'));
const bare = (host) => host.replace(/^\[|\]$|\.$/g, '');
const authority = (host) => ((0,external_node_net_namespaceObject.isIPv6)(host) ? `[${host}]` : host);
const split = (userinfo) => /^([^:]*):?(.*)$/s.exec(userinfo)?.slice(1) ?? [];
function decode(text) {
    try {
        const decoded = decodeURIComponent(text);
        return /[\0-\x1f\x7f]/.test(decoded) ? undefined : decoded;
    }
    catch {
        return undefined;
    }
}
const base64 = (text) => Buffer.from(text).toString('base64');

;// CONCATENATED MODULE: ./lib/tenant/transport/agents.js






const FOR_EACH_ADDRESS = { autoSelectFamilyAttemptTimeout: 2000 };
function openAgent(protocol, proxy) {
    if (proxy !== undefined)
        return new agents_ProxyAgent(proxy);
    return protocol === 'https:' ? new TlsAgent() : new PlainAgent({ keepAlive: true, ...FOR_EACH_ADDRESS });
}
const sendThrough = (options, agent, connecting) => void Object.assign(options, { agent, signal: connecting.signal, connecting });
class PlainAgent extends external_node_http_namespaceObject.Agent {
    createConnection(options, callback) {
        return watch(super.createConnection(options, callback), 'connect', options.connecting);
    }
}
class TlsAgent extends external_node_https_namespaceObject.Agent {
    constructor() {
        super({ keepAlive: true, rejectUnauthorized: true, ...FOR_EACH_ADDRESS });
    }
    createConnection(options, callback) {
        return watch(super.createConnection(options, callback), 'secureConnect', options.connecting);
    }
}
function watch(socket, opened, connecting) {
    connecting.state = 'opening';
    socket?.once(opened, () => {
        connecting.state = 'open';
    });
    return socket;
}
class agents_ProxyAgent extends TlsAgent {
    #proxy;
    constructor(proxy) {
        super();
        this.#proxy = proxy;
    }
    createConnection(options, callback) {
        const { secure, host, port, authorization } = this.#proxy;
        const { connecting } = options;
        connecting.state = 'opening';
        const target = `${authority(bare(options.host ?? ''))}:${options.port}`;
        const shown = target.replace(/:443$/, '');
        const fail = callback;
        const connect = (secure ? external_node_https_namespaceObject.request : external_node_http_namespaceObject.request)({
            host,
            port,
            method: 'CONNECT',
            path: target,
            agent: false,
            signal: connecting.signal,
            headers: { host: target, 'user-agent': PRODUCT, ...(authorization && { 'proxy-authorization': authorization }) },
            ...(secure && { servername: (0,external_node_net_namespaceObject.isIP)(host) ? '' : host, rejectUnauthorized: true }),
            ...FOR_EACH_ADDRESS,
        });
        connect.once('connect', ({ statusCode, headers }, socket) => {
            const status = Number(statusCode);
            const isOpen = status >= 200 && status < 300;
            const secured = isOpen ? super.createConnection({ ...options, socket }) : undefined;
            if (secured)
                return callback(null, secured);
            socket.destroy();
            fail(refusal(shown, this.#proxy, status, headers));
        });
        connect.on('error', error => fail(failure(shown, this.#proxy, error, connecting.signal.aborted)));
        connect.end();
    }
}
function refusal(host, proxy, status, headers) {
    const why = status === 407 ? `: ${whyNotAuthenticated(proxy, headers['proxy-authenticate'] ?? '')}` : '';
    const message = `${host}: the proxy ${proxy.address} refuses the connection with HTTP ${status}${why}`;
    return new HttpError(message, status >= 500 ? 'proxy down' : 'proxy refuses', false);
}
function whyNotAuthenticated({ authorization, variable }, offered) {
    const found = offered.replaceAll(/"[^"]*"/g, '').matchAll(/(?:^|,)\s*([A-Za-z-]+)(?=\s|,|$)/g);
    const schemes = [...new Set([...found].map(([, scheme = '']) => scheme))];
    if (schemes.length > 0 && !schemes.some(scheme => /^basic$/i.test(scheme)))
        return `it wants ${schemes.join(' or ')} authentication, and only Basic works here`;
    return authorization === undefined
        ? `put its user and password into the URL in ${variable}`
        : `it does not accept the user and the password in ${variable}`;
}
function failure(host, proxy, error, isStopped) {
    const { code = '' } = error;
    const name = `the proxy ${proxy.address}`;
    const reason = reasonOf(error);
    const is = (kind, what) => new HttpError(`${host}: ${what}`, kind, false);
    if (isStopped)
        return is('proxy down', `${name} does not respond`);
    if (CERTIFICATE_CODE.test(code))
        return is('proxy certificate', `the certificate of ${name} is not accepted: ${reason}`);
    if (code.startsWith('HPE_'))
        return is('proxy down', `${name} does not respond as an HTTP proxy does: ${reason}`);
    const problem = NOT_TLS_CODE.test(code) ? `it does not speak TLS, although ${proxy.variable} says https://` : reason;
    return is(code === 'ENOTFOUND' ? 'unknown proxy' : 'proxy down', `${name} cannot be reached: ${problem}`);
}

;// CONCATENATED MODULE: ./lib/tenant/transport/http.js









function createHttp({ env, clock, report, ...tools }) {
    delete env['NODE_TLS_REJECT_UNAUTHORIZED'];
    const ways = new Map();
    const agents = [];
    const closing = new AbortController();
    const exchange = tools.exchange ?? exchangeOverNetwork;
    function wayTo({ protocol, origin }, fresh) {
        const kept = ways.get(origin);
        if (kept !== undefined && !fresh)
            return kept;
        const way = openWay(protocol, origin, env);
        ways.set(origin, way);
        agents.push(way.agent);
        return way;
    }
    async function send(request) {
        const earlier = [];
        let { fresh = false } = request;
        for (;;) {
            const { agent, inTurn } = wayTo(new URL(request.url), fresh);
            const outcome = await inTurn(() => tryOnce(request, agent));
            const now = clock.now();
            const next = nextTry(outcome, earlier, request, { now, timeLeft: request.until - now, random: clock.random() });
            if (next instanceof HttpError)
                throw next;
            if (typeof next !== 'number')
                return { ...next, isRepeated: earlier.some(mayBeDone) };
            const when = next === 0 ? 'immediately' : `in ${seconds(next)}`;
            report.info(`${request.method} ${request.url}: ${nameOf(outcome)}; trying again ${when}.`);
            if (!request.repeatable)
                request.onRefusal?.();
            earlier.push(outcome);
            fresh = outcome instanceof HttpError && outcome.code === 'closed';
            await pause(clock, next);
        }
    }
    async function tryOnce(request, agent) {
        const timeLeft = request.until - clock.now();
        if (timeLeft < SHORTEST_TRY || closing.signal.aborted)
            return new HttpError(`${new URL(request.url).host}: no time is left of timeout-seconds`, 'no time left', false);
        request.onTry?.();
        return exchange(request, request.repeatable ? longestTry(timeLeft) : timeLeft, agent);
    }
    async function exchangeOverNetwork(request, limit, agent) {
        if (!request.repeatable)
            for (let turn = 0; turn < 3; turn++)
                await new Promise(resolve => setImmediate(resolve));
        const { host, hostname } = new URL(request.url);
        const abort = new AbortController();
        const connecting = { state: 'kept', signal: AbortSignal.any([abort.signal, closing.signal]) };
        const handler = {
            prepareRequest: (options) => {
                options.host = hostname.replace(/^\[(.*)\]$/, '$1');
                options.headers = { ...options.headers, 'user-agent': userAgent(env) };
                sendThrough(options, agent, connecting);
            },
            canHandleAuthentication: () => false,
            handleAuthentication: () => Promise.reject(new Error()),
        };
        const client = new lib_HttpClient(undefined, [handler], { allowRedirects: false });
        let cancelTimer = () => { };
        const tooSlow = new Promise((_, reject) => {
            cancelTimer = clock.after(limit, () => {
                abort.abort();
                setTimeout(reject, 50);
            });
        });
        try {
            const headers = { ...request.headers, 'accept-encoding': 'identity' };
            const sent = client.request(request.method, request.url, request.body ?? '', headers);
            const { message } = await Promise.race([sent, tooSlow]);
            const body = await bodyOf(message, request.maxBytes ?? 1024 * 1024, host);
            return { status: Number(message.statusCode), headers: message.headers, body };
        }
        catch (error) {
            const mayHaveArrived = connecting.state !== 'opening';
            if (abort.signal.aborted && (mayHaveArrived || !(error instanceof HttpError))) {
                const what = mayHaveArrived ? 'no complete response' : 'no connection';
                const code = limit < LONG_ENOUGH ? 'no time left' : 'too slow';
                return new HttpError(`${host}: ${what} within ${seconds(limit)}`, code, mayHaveArrived);
            }
            if (error instanceof HttpError)
                return error;
            report.debug(stackOf(error));
            return toHttpError(error, host, connecting.state);
        }
        finally {
            cancelTimer();
        }
    }
    return {
        send,
        close: () => {
            closing.abort();
            for (const agent of agents)
                agent.destroy();
        },
    };
}
function openWay(protocol, origin, env) {
    const route = readProxy(env, origin);
    if (route.kind === 'problem')
        throw new StepError(`${route.variable} ${route.problem}`);
    if (route.kind === 'none')
        return { agent: openAgent(protocol), inTurn: (begin) => begin() };
    let last = Promise.resolve();
    const inTurn = (begin) => {
        const turn = last.then(begin);
        last = turn.catch(() => { });
        return turn;
    };
    return { agent: openAgent(protocol, route.proxy), inTurn };
}
async function bodyOf(message, maxBytes, host) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of message) {
            size += chunk.length;
            if (size > maxBytes)
                throw new HttpError(`${host}: the response is larger than ${maxBytes} bytes`, 'too large', true);
            chunks.push(chunk);
        }
    }
    catch (error) {
        if (error instanceof HttpError)
            throw error;
        throw new HttpError(`${host}: ${reasonOf(error)}: the response was cut`, 'cut', true);
    }
    if (!message.complete)
        throw new HttpError(`${host}: the response was cut`, 'cut', true);
    return Buffer.concat(chunks).toString();
}

;// CONCATENATED MODULE: ./lib/tenant/session.js









class TenantError extends StepError {
    status;
    reason;
    constructor({ attempt, result, reference, next }, status) {
        super(`${attempt}: ${result}${reference}. ${next}.`);
        this.status = status;
        this.reason = `${result}. ${next}.`;
    }
}
class UnclearError extends StepError {
    proof;
    client;
    advice;
    constructor({ attempt, result, reference, next }, proof, client) {
        super(`${attempt}: ${result}${reference}.`);
        this.proof = proof;
        this.client = client;
        this.advice = `${next}.`;
    }
}
function openSession(connection, tools) {
    const { report, clock } = tools;
    const { signIn } = connection;
    const http = createHttp(tools);
    let current = signIn.kind === 'token' ? signIn : undefined;
    let signingIn;
    let { noticesDeprecation } = tools;
    function circumstances(attempt) {
        return { attempt, connection, claims: current?.claims, quote: report.quote };
    }
    async function send(attempt, request) {
        const start = clock.now();
        try {
            const response = await http.send(request);
            const time = Math.round(clock.now() - start);
            report.debug(`${request.method} ${request.url}: HTTP ${response.status} in ${time} ms`);
            return response;
        }
        catch (error) {
            if (error instanceof HttpError) {
                const explanation = explainFailure(error, attempt);
                const isUnclear = attempt === 'update' || (!request.repeatable && error.mayHaveArrived);
                throw isUnclear ? new UnclearError(explanation, 'unknown') : new TenantError(explanation);
            }
            if (request.repeatable || error instanceof StepError)
                throw error;
            report.debug(stackOf(error));
            throw new UnclearError(explainUnexpected(error, attempt), 'unknown');
        }
    }
    async function obtainToken(attempt, id, secret, until) {
        const url = tokenUrl(connection.origin);
        const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
        const credentials = { grant_type: 'client_credentials', client_id: id, client_secret: secret.reveal() };
        const body = new URLSearchParams(credentials).toString();
        const response = await send(attempt, { method: 'POST', url, headers, body, until, repeatable: true });
        return parsed(response, circumstances(attempt), json => {
            const { access_token: text, scope, expires_in: expires } = parseObject(json);
            if (typeof text !== 'string' || !isOpaque(text))
                throw new Malformed('no usable access_token');
            const expiresIn = Number(expires) > 0 ? Number(expires) : undefined;
            return { accessToken: Secret.mask(text, report), claims: claimsOf(text), scope, expiresIn };
        });
    }
    async function tokenToSend(refused) {
        if (current !== undefined && current.accessToken !== refused)
            return current.accessToken;
        if (signIn.kind === 'token')
            return signIn.accessToken;
        signingIn ??= obtainToken('sign in', signIn.clientId, signIn.clientSecret, tools.until).finally(() => {
            signingIn = undefined;
        });
        current = await signingIn;
        return current.accessToken;
    }
    async function call(attempt, request) {
        const sendWith = (token) => {
            const authorization = `Bearer ${token.reveal()}`;
            const headers = { accept: 'application/json', 'accept-language': 'en', authorization, ...request.headers };
            return send(attempt, { ...request, headers });
        };
        const token = await tokenToSend();
        let response = await sendWith(token);
        const isCertainRefusal = request.repeatable || parseJson(response.body) !== undefined;
        if (response.status === 401 && signIn.kind === 'pat' && isCertainRefusal) {
            request.onRefusal?.();
            const renewed = await tokenToSend(token).catch((error) => {
                if (attempt !== 'update' || !response.isRepeated)
                    throw error;
                report.debug(stackOf(error));
            });
            if (renewed === undefined)
                return response;
            const again = await sendWith(renewed);
            response = { ...again, isRepeated: response.isRepeated || again.isRepeated };
        }
        if (response.headers['x-deprecated'] === 'true' && noticesDeprecation) {
            noticesDeprecation = false;
            const advice = connection.apiVersion === 'v1' ? 'Look for a newer version of this action.' : SET_V1;
            report.notice(`The tenant marks api-version ${connection.apiVersion} as deprecated. ${advice}`);
        }
        return response;
    }
    const tryCredentials = (id, secret, until) => obtainToken('verify', id, secret, until);
    return { call, circumstances, tryCredentials, close: http.close };
}
const SET_V1 = 'SailPoint supports it until Q2 2028 and switches it off in Q1 2029: set api-version to v1 in time.';
function parsed(response, circumstances, parse) {
    if (!isSuccess(response))
        throw new TenantError(explainResponse(response, circumstances), response.status);
    const json = parseJson(response.body);
    try {
        if (json === undefined)
            throw new Malformed(response.body === '' ? 'an empty body' : 'a body that is not JSON');
        return parse(json);
    }
    catch (error) {
        throw error instanceof Malformed ? new TenantError(explainMalformed(response, error, circumstances)) : error;
    }
}

;// CONCATENATED MODULE: ./lib/tenant/deletion.js






const NOTHING_REMOVED = { deleted: [], alreadyGone: [], failures: [], notTried: [] };
const NOT_TRIED = 'timeout-seconds ran out before its turn. Raise timeout-seconds.';
const [MANY, LONG] = [10, 50];
async function removeAll(ids, tools) {
    const { tenant, report, clock, until } = tools;
    const deleted = [];
    const alreadyGone = [];
    const failures = [];
    const notTried = [];
    const waiting = [...ids];
    const starts = [];
    const { requests, per } = DELETION_PACE;
    const worker = async () => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
            const now = clock.now();
            const start = Math.max(now, (starts.at(-requests) ?? Number.NEGATIVE_INFINITY) + per);
            if (start >= until) {
                notTried.push(id);
                continue;
            }
            starts.push(start);
            if (start > now)
                await pause(clock, start - now);
            try {
                const existed = await tenant.remove(id);
                (existed ? deleted : alreadyGone).push(id);
                report.info(existed ? `Deleted the client ${oneLine(id)}.` : `The client ${oneLine(id)} no longer existed.`);
            }
            catch (error) {
                failures.push({ id, reason: error instanceof TenantError ? error.reason : messageFor(error, report) });
            }
        }
    };
    let stopProgress = () => { };
    const showProgress = () => {
        report.info(`${deleted.length} of ${count(ids.length, 'client')} deleted.`);
        stopProgress = clock.after(PROGRESS_EVERY, showProgress);
    };
    const time = seconds((ids.length / requests) * per);
    if (ids.length > LONG)
        report.info(`Deleting ${ids.length} clients takes about ${time}.`);
    if (ids.length > MANY)
        stopProgress = clock.after(PROGRESS_EVERY, showProgress);
    await Promise.all(Array.from({ length: DELETIONS_AT_ONCE }, worker)).finally(() => stopProgress());
    return { deleted, alreadyGone, failures, notTried };
}
function couldNotDelete({ failures, notTried }, { connection }) {
    const notDeleted = [...failures, ...notTried.map(id => ({ id, reason: NOT_TRIED }))];
    if (notDeleted.length === 0)
        return undefined;
    const groups = [...new Set(notDeleted.map(({ reason }) => reason))].map(reason => {
        const ids = notDeleted.filter(each => each.reason === reason).map(({ id }) => oneLine(id));
        return `\n- ${ids.join(', ')}: ${reason}`;
    });
    const [were, them] = notDeleted.length === 1 ? ['was', 'it'] : ['were', 'them'];
    const clients = `${count(notDeleted.length, 'client')} ${were}`;
    return `${clients} not deleted; delete ${them} by hand at ${adminPlace(connection.origin)}:${groups.join('')}`;
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = require("node:crypto");
;// CONCATENATED MODULE: ./lib/tenant/request-id.js


const HEX = String.raw `[\da-f]{32}`;
const MARKER = new RegExp(String.raw `^\[ephemeral repository=(\S*) run=\S* id=${HEX}\]`, 'i');
const ANY_ID = new RegExp(String.raw `\b(?:id=${HEX}(?=\])|request\s+${HEX}\b)`, 'i');
const newRequestId = () => (0,external_node_crypto_namespaceObject.randomUUID)().replaceAll('-', '');
function withMarker(description, env) {
    const marker = `[ephemeral repository=${env['GITHUB_REPOSITORY'] ?? ''} run=${env['GITHUB_RUN_ID'] ?? ''}]`;
    return description ? `${marker} ${description}` : marker;
}
function withRequestId(request, id) {
    const description = request.description
        ?.replace(/^\[ephemeral repository=\S* run=\S*(?=\])/, `$& id=${id}`)
        .replace(/^Created by GitHub Actions(?=:)/, `$&, request ${id}`);
    return description === undefined ? request : { ...request, description };
}
const withoutRequestIds = (text) => text.replaceAll(new RegExp(`,?\\s*${ANY_ID.source}`, 'gi'), '');
function isFromRequest(id, { description }) {
    const text = unescapeHtml(description ?? '');
    return text.toLowerCase().includes(id);
}
const isFromAnyRequest = ({ description }) => ANY_ID.test(unescapeHtml(description ?? ''));
function isEphemeralOf(repository, { description }) {
    const text = unescapeHtml(description ?? '').trim();
    const begins = (part) => MARKER.exec(part)?.[1]?.toLowerCase() === repository.toLowerCase();
    return begins(text) || (text.endsWith(']') && begins(text.slice(text.lastIndexOf('['))));
}
function containsMarker(text) {
    const plain = visible(unescapeHtml(unescapeHtml(text)));
    return /\[\s*ephemeral\s/i.test(plain);
}

;// CONCATENATED MODULE: ./lib/leftovers.js








function findLeftovers(listing, now, request, plan, except) {
    const { clients, tenantTime } = listing;
    const { id, at, lostAt = now } = request;
    const isClockKnown = tenantTime !== undefined && now >= at;
    const since = isClockKnown ? tenantTime - (now - at) - CREATED_TOLERANCE : at - DAY;
    const before = isClockKnown ? tenantTime - (now - lostAt) + CREATED_TOLERANCE : Number.POSITIVE_INFINITY;
    const mayBeNew = ({ created }) => created === undefined || (created >= since && created <= before);
    const isOurName = (client) => isNamed(client, plan.name);
    const isAlike = (client) => isOurName(client) && !isFromAnyRequest(client) && mayBeNew(client);
    const others = clients.filter(client => !except.has(client.id));
    const withId = others.filter(client => isFromRequest(id, client));
    const alike = plan.hasRequestId ? [] : others.filter(isAlike);
    return {
        ours: idsOf(withId.filter(isOurName)),
        maybeOurs: idsOf([...withId.filter(client => !isOurName(client)), ...alike]),
    };
}
async function cleanUpLeftovers(journal, tools) {
    const { plan, outcome, unknown } = journal;
    if (unknown.length === 0)
        return undefined;
    const client = 'client' in outcome ? outcome.client : undefined;
    const others = [...(client ? [client.id] : []), ...plan.existing.ids];
    const { open, maybeOurs, problems, listing, failure } = await lookUntilEnd(unknown, plan, new Set(others), tools);
    const search = whatToLookFor(plan, open.length > 0 ? open : unknown, [...others, ...maybeOurs], tools);
    if (maybeOurs.length > 0) {
        tools.report.warning(`${maybeOursMessage(maybeOurs, tools)} Another one may appear later: ${search}.`);
    }
    else if (open.length > 0 && failure !== undefined) {
        const message = messageFor(failure, tools.report);
        problems.push(`Could not check whether a create request left a client: ${message} Please ${search}.`);
    }
    else if (open.length > 0 && client && listing && wouldShow(listing, client, plan.isEphemeral)) {
        tools.report.info(`The tenant lists no client from a create request of unknown fate. If one appears later, ${search}.`);
    }
    else if (open.length > 0) {
        tools.report.warning('It is unknown whether a create request was carried out, and the tenant lists no client from it now. One may appear later: ' +
            `${search}, and delete it${plan.hasRequestId ? '' : ' if it is not in use'}.`);
    }
    return problems.length > 0 ? problems.join('\n') : undefined;
}
async function lookUntilEnd(requests, plan, except, tools) {
    const { tenant, report, clock } = tools;
    const maybeOurs = new Set();
    const problems = [];
    let open = requests;
    let listing;
    let failure;
    const time = searchTime(plan.timeout);
    const latest = Math.min(clock.now(), tools.until - SHORTEST_TRY - time);
    for (let wait = LOOK_AGAIN_AFTER; open.length > 0; wait *= 2) {
        const lookedAt = clock.now();
        try {
            listing = await tenant.list();
            failure = undefined;
            for (const request of open) {
                const found = findLeftovers(listing, clock.now(), request, plan, except);
                for (const id of found.maybeOurs)
                    maybeOurs.add(id);
                if (found.ours.length === 0)
                    continue;
                open = open.filter(({ id }) => id !== request.id);
                const notDeleted = couldNotDelete(await removeAll(found.ours, tools), tenant);
                if (notDeleted !== undefined)
                    problems.push(notDeleted);
            }
        }
        catch (error) {
            failure = error;
        }
        const end = Math.max(...open.map(({ at }) => Math.min(at, latest) + time));
        if (lookedAt >= end)
            break;
        const rest = Math.max(0, end - clock.now());
        if (wait === LOOK_AGAIN_AFTER)
            report.info(`Checking for ${seconds(rest)} whether a create request of unknown fate left a client.`);
        await pause(clock, Math.min(wait, rest));
    }
    return { open, maybeOurs: [...maybeOurs], problems, listing, failure };
}
function wouldShow({ clients }, { id, requestId, isIdKept }, isDeleted) {
    const shown = clients.find(client => client.id === id);
    return isDeleted ? shown === undefined && isIdKept : shown !== undefined && isFromRequest(requestId, shown);
}
function maybeOursMessage(ids, { tenant }) {
    const it = ids.length === 1 ? 'it is' : 'they are';
    return (`${count(ids.length, 'client')} may have been created by the request, or by another job at the same time: ` +
        `${ids.join(', ')}. No such client was deleted: check at ${adminPlace(tenant.connection.origin)} whether ${it} needed.`);
}
function whatToLookFor(plan, requests, others, tools) {
    const since = Math.min(...requests.map(({ at }) => at)) - CREATED_TOLERANCE;
    const ids = `whose description contains ${requests.map(({ id }) => id).join(' or ')}`;
    const which = plan.hasRequestId ? ids : `that was created after ${timeText(since)} (UTC)`;
    const other = others.length === 0 ? '' : ` other than ${others.join(', ')}`;
    const place = adminPlace(tools.tenant.connection.origin);
    return `look for a client ${namedText(plan.name, tools.report.quote)} ${which}${other} at ${place}`;
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: ./lib/tenant/field-value.js

const isMissing = (value) => value === undefined || value === null;
const isNothing = (value) => isMissing(value) || value === '' || (Array.isArray(value) && value.length === 0);
function showValue(field, value, quote) {
    const isEveryRight = field === 'scope' && value !== undefined;
    if (isNothing(value))
        return isEveryRight ? 'none, so every right of its owner' : 'nothing';
    if (typeof value === 'number' || typeof value === 'boolean')
        return String(value);
    return quote(isTextList(value) ? value.join(', ') : value, LONGEST_SHOWN);
}
function showBoth(field, a, b, quote) {
    const [x = '', y = ''] = [a, b].map(value => showValue(field, value, quote));
    if (x !== y)
        return [x, y];
    const asJson = (value) => quote(JSON.stringify(value ?? null), LONGEST_SHOWN);
    return [asJson(a), asJson(b)];
}
function showDeviations(deviations, quote, wanted = 'requested') {
    const texts = deviations.map(({ name, requested, granted }) => {
        if (granted === undefined)
            return `${name}: ${wanted} ${showValue(name, requested, quote)}, not shown by the tenant`;
        const [first, second] = showBoth(name, requested, granted, quote);
        return `${name}: ${wanted} ${first}, granted ${second}`;
    });
    return texts.join('; ');
}
function showChange({ name, granted, requested }, quote) {
    const isList = isTextList(granted) && isTextList(requested) && granted.length > 0 && requested.length > 0;
    if (!isList)
        return showBoth(name, granted, requested, quote);
    const part = (verb, items) => items.length === 0 ? [] : [`${verb} ${quote(items.join(', '), LONGEST_SHOWN)}`];
    const added = requested.filter(item => !granted.includes(item));
    const removed = granted.filter(item => !requested.includes(item));
    return [showValue(name, granted, quote), [...part('add', added), ...part('remove', removed)].join(', ')];
}
const LONGEST_SHOWN = 1000;

;// CONCATENATED MODULE: ./lib/tenant/tenant.js









const MAX_LIST = 16 * 1024 * 1024;
const MOST_PAGES = 200;
const END_OF_LIST = new Set([400, 404, 405, 410, 416, 422]);
const MOST_REREADS = 2;
function openTenant(connection, tools) {
    const { report } = tools;
    const { call, circumstances, tryCredentials, close } = openSession(connection, tools);
    const url = clientsUrl(connection);
    async function create(request, options) {
        const content = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(request) };
        const response = await call('create', { method: 'POST', url, ...content, repeatable: false, ...options });
        return changed('create', response, json => readCreated(json, request));
    }
    function changed(attempt, response, read) {
        const proof = proofOf(response);
        const isDone = proof === 'carried out';
        const json = parseJson(response.body);
        const named = isDone && isObject(json) && isClientId(json['id']) ? parseClient(json) : undefined;
        try {
            if (!isDone) {
                const explanation = explainResponse(response, circumstances(attempt));
                const isRefused = (proof === 'refused' || proof === 'refused for now') && !response.isRepeated;
                if (isRefused)
                    throw new TenantError(explanation, response.status);
                throw new UnclearError(explanation, proof === 'refused in between' ? proof : 'unknown');
            }
            if (json === undefined)
                throw new Malformed('a body that cannot be read as JSON');
            return read(json);
        }
        catch (error) {
            if (error instanceof StepError)
                throw error;
            if (error instanceof Malformed)
                throw new UnclearError(explainMalformed(response, error, circumstances(attempt)), 'carried out', named);
            report.debug(stackOf(error));
            throw new UnclearError(explainUnexpected(error, attempt), isDone ? proof : 'unknown', named);
        }
    }
    function readCreated(json, request) {
        const text = parseSecret(json);
        const secret = text === undefined ? undefined : Secret.mask(text, report);
        const client = parseClient(json);
        if (!isClientId(client.id))
            throw new Malformed('an id that cannot be put in a URL');
        if ([request.type, client.fields['type']].includes('PUBLIC'))
            return { client, secret: undefined };
        if (text === undefined)
            throw new Malformed(`client ${client.id} without a secret`);
        if (JSON.stringify(client.fields).includes(text))
            throw new Malformed(`client ${client.id}, whose secret is also in another field`);
        return { client, secret };
    }
    async function list(once, rereads = MOST_REREADS) {
        const first = await getPage('', once);
        let items = parsed(first, circumstances('list'), parseClients);
        const limit = items.length;
        const clients = new Map(items.map(client => [client.id, client]));
        for (let pages = 2; limit >= 10 && limit % 5 === 0; pages++) {
            const [size, last] = [clients.size, items.at(-1)?.id];
            const page = await getPage(`?limit=${limit}&offset=${size - 1}`, once);
            if (END_OF_LIST.has(page.status))
                break;
            items = parsed(page, circumstances('list'), parseClients);
            for (const client of items)
                clients.set(client.id, client);
            if (clients.size === size)
                break;
            if (pages === MOST_PAGES) {
                const error = new Malformed(`a list that has no end after ${MOST_PAGES} pages`);
                throw new TenantError(explainMalformed(page, error, circumstances('list')));
            }
            if (items[0]?.id !== last && rereads > 0)
                return list(once, rereads - 1);
        }
        const time = Date.parse(first.headers.date ?? '');
        return { clients: [...clients.values()], tenantTime: Number.isNaN(time) ? undefined : time };
    }
    function getPage(query, once) {
        const limits = { maxBytes: MAX_LIST, until: tools.until, ...(once && { maxTries: 1 }) };
        return call('list', { method: 'GET', url: url + query, repeatable: true, ...limits });
    }
    async function update(id, changes, until, onTry) {
        const headers = { 'content-type': 'application/json-patch+json' };
        const options = { headers, body: JSON.stringify(toPatch(changes)), repeatable: true, until, onTry };
        const response = await call('update', { method: 'PATCH', url: urlOf(id), ...options });
        return changed('update', response, json => {
            const client = parseClient(json);
            if (client.id !== id)
                throw new Malformed('another client');
            return client;
        });
    }
    async function remove(id, isSecond = false) {
        const response = await call('delete', { method: 'DELETE', url: urlOf(id), until: tools.until, repeatable: true });
        if (saysGone(response))
            return response.isRepeated || (!isSecond && remove(id, true));
        if (isSuccess(response) && !isPage(response))
            return true;
        throw new TenantError(explainResponse(response, circumstances('delete')), response.status);
    }
    function urlOf(id) {
        if (id !== '.' && id !== '..' && !/\p{Cs}/u.test(id))
            return `${url}/${encodeURIComponent(id)}`;
        const attempt = 'No request can name the client';
        const result = 'its id cannot be put in a URL';
        throw new TenantError({ attempt, result, reference: '', next: 'Change or delete it by hand' });
    }
    return { connection, create, list, update, remove, tryCredentials, close };
}
function toPatch(changes) {
    return changes.map(({ name, granted, requested: value }) => {
        const path = `/${name}`;
        return value === null ? { op: 'remove', path } : { op: isMissing(granted) ? 'add' : 'replace', path, value };
    });
}

;// CONCATENATED MODULE: ./lib/tools.js



function openTools(machine, connection, timeout, step) {
    const { env, report, clock, start, atEnd } = machine;
    const until = start + timeout;
    const tenant = openTenant(connection, { env, report, clock, until, noticesDeprecation: step !== 'post' });
    atEnd(tenant.close);
    return { tenant, report, clock, until, env, atEnd };
}
function stopIfEnded(stopFile) {
    if ((0,external_node_fs_namespaceObject.existsSync)(stopFile))
        throw new StepError('The job has ended, so nothing more is sent.');
}

;// CONCATENATED MODULE: ./lib/create.js










async function createClient(creation) {
    const { settings, journal, tenant, report, clock } = creation;
    const until = creation.until - reserveOf(settings.timeout);
    const earlier = [];
    for (;;) {
        const requestId = newRequestId();
        const request = journal.plan.hasRequestId ? withRequestId(settings.request, requestId) : settings.request;
        try {
            const created = await tenant.create(request, {
                until,
                fresh: earlier.length > 0,
                onTry: () => {
                    stopIfEnded(settings.stopFile);
                    journal.requestSent({ id: requestId, at: clock.now() });
                },
                onRefusal: () => journal.settle(requestId),
            });
            return { ...created, requestId, request };
        }
        catch (error) {
            if (!(error instanceof UnclearError)) {
                journal.settle(requestId);
                throw earlier.length > 0 ? withEarlier(messageFor(error, report), earlier) : error;
            }
            journal.requestLost(requestId, clock.now());
            const deleted = await cleanUpAfter(error, requestId, creation).finally(() => {
                if (error.proof === 'refused in between')
                    journal.leave(requestId);
            });
            earlier.push(error);
            if (error.proof !== 'unknown' || earlier.length === MOST_CREATES || clock.now() + LOOK_AFTER >= until) {
                const result = deleted || 'The tenant lists no client from this request; the post step looks once more.';
                throw withEarlier(`${error.message} ${result} ${error.advice}`, earlier.slice(0, -1));
            }
            report.info(`${deleted ? '' : `${NONE_LISTED} `}Sending the request once more.`);
        }
    }
}
const withEarlier = (message, earlier) => new StepError([message, ...earlier.map(error => `The previous request failed as well: ${error.message}`)].join(' '));
async function cleanUpAfter(cause, requestId, creation) {
    const { journal, before, tenant, report, clock, until } = creation;
    const { plan } = journal;
    const { message, client, proof, advice } = cause;
    const isInBetween = proof === 'refused in between';
    const sent = journal.unknown.find(({ id }) => id === requestId) ?? { id: requestId, at: clock.now() };
    const search = whatToLookFor(plan, [sent], plan.existing.ids, creation);
    report.info(`${message} Checking whether it left a client.`);
    await pause(clock, firstLookDelay(sent.at + LOOK_AFTER - clock.now(), until - clock.now()));
    const listing = await tenant.list(isInBetween ? 'once' : undefined).catch((error) => {
        const named = client === undefined ? '' : ` The response names the client ${client.id}.`;
        const why = `A client may exist now, and it could not be looked up: ${messageFor(error, report)}`;
        const then = isInBetween ? `Please ${search}` : `The post step looks once more; if it finds nothing, ${search}`;
        throw new StepError(`${message}${named} ${why} ${then}.`);
    });
    const found = findLeftovers(listing, clock.now(), sent, plan, before);
    const isOurs = client !== undefined && isFromRequest(requestId, client);
    const named = client === undefined ? [] : [client.id];
    const ours = create_distinct([...found.ours, ...(isOurs ? named : [])]);
    const maybeOurs = create_distinct([...found.maybeOurs, ...(isOurs ? [] : named)]);
    if (ours.length > 0) {
        const notDeleted = couldNotDelete(await removeAll(ours, creation), tenant);
        if (notDeleted === undefined) {
            journal.settle(requestId);
            return `The client ${ours.join(', ')}, which it created, was deleted.`;
        }
        journal.leave(requestId);
        throw new StepError(`${message} ${notDeleted}`);
    }
    if (maybeOurs.length > 0) {
        if (client !== undefined && !plan.hasRequestId)
            journal.leave(requestId);
        throw new StepError(`${message} ${maybeOursMessage(maybeOurs, creation)} Then run the job again.`);
    }
    if (!isInBetween)
        return '';
    throw new StepError(`${message} ${advice} ${NONE_LISTED} If one appears later, ${search}.`);
}
const NONE_LISTED = 'The tenant lists no client from this request.';
const create_distinct = (ids) => [...new Set(ids)];
async function undo({ id, requestId }, cause, creation) {
    const { journal, before, tenant, report } = creation;
    const { signIn, origin } = tenant.connection;
    const isInUse = before.has(id) || isSameId(id, ownClientId(signIn));
    const notDeleted = isInUse
        ? `The client ${id} existed before, so it is not deleted: check it at ${adminPlace(origin)}.`
        : couldNotDelete(await removeAll([id], creation), tenant);
    journal.leave(requestId);
    return new StepError(`${messageFor(cause, report)} ${notDeleted ?? `The client ${id} has been deleted.`}`);
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = require("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = require("node:path");
;// CONCATENATED MODULE: ./lib/seal.js



const HEADER = { alg: 'dir', enc: 'A256GCM' };
const SEAL_KEY_FORM = 'is not 32 bytes as base64, base64url or 64 hex digits; create one with: openssl rand -base64 32';
function parseSealKey(text) {
    if (/^[\da-f]{64}$/i.test(text))
        return Buffer.from(text, 'hex');
    if (!/^([a-z\d+/]{43}|[a-z\d_-]{43})=?$/i.test(text))
        return undefined;
    return Buffer.from(text, 'base64url');
}
async function seal(content, key) {
    const { CompactEncrypt } = await Promise.all(/* import() */[__nccwpck_require__.e(803), __nccwpck_require__.e(587)]).then(__nccwpck_require__.bind(__nccwpck_require__, 587));
    return new CompactEncrypt(Buffer.from(JSON.stringify(content))).setProtectedHeader(HEADER).encrypt(key);
}
async function openSealed(text, key, repository) {
    const { compactDecrypt } = await Promise.all(/* import() */[__nccwpck_require__.e(803), __nccwpck_require__.e(60)]).then(__nccwpck_require__.bind(__nccwpck_require__, 60));
    const algorithms = { keyManagementAlgorithms: [HEADER.alg], contentEncryptionAlgorithms: [HEADER.enc] };
    const { plaintext } = await compactDecrypt(text, key, algorithms).catch((error) => {
        throw new StepError(whyNotOpened(error));
    });
    const content = parseJson(Buffer.from(plaintext).toString());
    if (!isSealed(content))
        throw new StepError('was not made by this action: its content is of another kind');
    if (content.repository.toLowerCase() !== repository.toLowerCase())
        throw new StepError('comes from another repository; it can be opened only there');
    return content;
}
function whyNotOpened(error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_JWE_DECRYPTION_FAILED')
        return 'cannot be opened: it was sealed with a different seal-key, or the text was changed or truncated';
    if (code === 'ERR_JOSE_ALG_NOT_ALLOWED' || code === 'ERR_JOSE_NOT_SUPPORTED')
        return `is sealed in another way: only ${HEADER.alg} with ${HEADER.enc} is opened`;
    return 'is not a sealed client: it was changed or cut, or is something else';
}
const isSealed = (json) => isObject(json) &&
    isObject(json['client']) &&
    ['string', 'undefined'].includes(typeof json['attempt']) &&
    ['secret', 'base-url', 'token-url', 'repository', 'run', 'created'].every(name => typeof json[name] === 'string') &&
    isClientId(json['id']) &&
    isOpaque(String(json['secret']));

;// CONCATENATED MODULE: ./lib/tenant/uri.js
const FRAGMENT = 'has a fragment, which a redirect URI must not have (RFC 6749 section 3.1.2)';
const redirectUriProblem = (value) => value.includes('#') ? FRAGMENT : uriProblem(value);
function uriProblem(value) {
    const scheme = uriPattern().exec(value)?.groups?.['scheme']?.toLowerCase();
    if (scheme === undefined)
        return 'is not an absolute URI such as https://example.com/callback (RFC 3986)';
    if (/^(localhost|[\w-]+(\.[\w-]+)+):\d+([/?#]|$)/.test(value))
        return 'has no scheme; put http:// or https:// before it';
    const needsHost = scheme === 'http' || scheme === 'https';
    return needsHost && !/^https?:\/\/[^/?#]/i.test(value) ? 'has no host' : undefined;
}
function uriPattern() {
    const percent = '%[0-9A-Fa-f]{2}';
    const unreserved = "[A-Za-z0-9._~!$&'()*+,;=-]";
    const pchar = `(?:${unreserved}|[:@]|${percent})`;
    const userinfo = `(?:(?:${unreserved}|:|${percent})*@)?`;
    const host = `(?:\\[(?:[0-9A-Fa-f:.]+|[vV][0-9A-Fa-f]+\\.(?:${unreserved}|:)+)\\]|(?:${unreserved}|${percent})*)`;
    const segments = `(?:/${pchar}*)*`;
    const path = `//${userinfo}${host}(?::[0-9]*)?${segments}|/(?:${pchar}+${segments})?|${pchar}+${segments}|`;
    const tail = `(?:${pchar}|[/?])*`;
    return new RegExp(`^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?:${path})(?:\\?${tail})?(?:#${tail})?$`);
}

;// CONCATENATED MODULE: ./lib/tenant/client-request.js




const SCOPE = /^[A-Za-z0-9](?:[A-Za-z0-9:._*/-]*[A-Za-z0-9._*/-])?$/;
const NO_SCOPES = 'is null (as is a list with all its lines commented out), which would grant every right: write sp:scopes:all if that is meant';
const LONGEST_NAME = 1000;
const MAX_INTEGER = 2_147_483_647;
const MOST_SHOWN = 3;
function toClientRequest(draft, description) {
    const problems = [];
    const body = {};
    for (const field of FIELDS) {
        const row = field;
        const given = draft[field.name];
        const value = given === undefined ? row.default : normalized(row.kind, given.value);
        const problem = given && problemOf(row, given.value, given.show);
        if (problem !== undefined)
            problems.push({ field: field.name, problem });
        else if (value !== undefined)
            body[field.name] = value;
        else if (field.name === 'description')
            body[field.name] = description;
        else if (row.required)
            problems.push({ field: field.name, problem: 'it has no default' });
    }
    const { grantTypes, redirectUris } = body;
    const needsUri = Array.isArray(grantTypes) && grantTypes.includes('AUTHORIZATION_CODE');
    const hasUri = Array.isArray(redirectUris) && redirectUris.length > 0;
    if (needsUri && !hasUri && !problems.some(({ field }) => field === 'redirectUris'))
        problems.push({ field: 'redirectUris', problem: 'AUTHORIZATION_CODE needs at least one' });
    return isClientRequest(body, problems) ? { body, request: body } : { body, problems };
}
const isClientRequest = (_body, problems) => problems.length === 0;
function normalized(kind, value) {
    if (Array.isArray(value))
        return [...new Set(kind === 'choices' ? value.map(upper) : value)];
    return kind === 'choice' ? upper(value) : value;
}
const upper = (value) => (typeof value === 'string' ? value.toUpperCase() : value);
function problemOf(row, value, show) {
    if (value === null && row.kind === 'scopes')
        return NO_SCOPES;
    if (value === null)
        return row.nullable ? undefined : 'must not be null';
    return PROBLEMS[row.kind](value, row, show);
}
const PROBLEMS = {
    text: (value, row, show) => ofText(value, show, text => freeTextProblem(row.name, text)),
    uri: (value, _, show) => ofText(value, show, text => shownWith(text, uriProblem(text), show)),
    choice: choiceProblem,
    boolean: (value, _, show) => (typeof value === 'boolean' ? undefined : `must be true or false, not ${show(value)}`),
    integer: (value, _, show) => {
        const isInRange = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_INTEGER;
        return isInRange ? undefined : `must be a whole number from 1 to ${MAX_INTEGER}, not ${show(value)}`;
    },
    choices: (value, row, show) => ofList(value, show, item => choiceProblem(item, row, show)),
    'redirect URIs': (value, _, show) => ofList(value, show, item => shownWith(item, redirectUriProblem(item), show)),
    scopes: (value, _, show) => ofList(value, show, item => shownWith(item, scopeProblem(item), show)),
};
function ofText(value, show, problem) {
    if (typeof value === 'string')
        return problem(value);
    return `must be text, not ${show(value)}${['number', 'boolean'].includes(typeof value) ? ': put it in quotes' : ''}`;
}
function ofList(value, show, problem) {
    if (!Array.isArray(value))
        return `must be a list, not ${show(value)}`;
    const problems = value.map(item => ofText(item, show, problem)).filter(each => each !== undefined);
    return problems.length > 0 ? firstOf([...new Set(problems)], MOST_SHOWN, '; ') : undefined;
}
const shownWith = (value, problem, show) => problem && `${show(value)} ${problem}`;
function freeTextProblem(field, value) {
    if (field === 'name' && value.trim() === '')
        return 'must not be empty';
    if (field === 'name' && value.length > LONGEST_NAME)
        return `has ${value.length} characters; at most 1,000 are allowed`;
    return field === 'description' && containsMarker(value)
        ? 'contains the marker of an ephemeral client, "[ephemeral ", and prune would delete the client: word it differently'
        : undefined;
}
function choiceProblem(value, { values = [] }, show) {
    const word = typeof value === 'string' ? value.toUpperCase() : '';
    if (values.includes(word))
        return undefined;
    const meant = nearest(word, values);
    return `${show(value)} is not one of ${values.join(', ')}${meant ? `; did you mean ${meant}?` : ''}`;
}
const scopeProblem = (value) => SCOPE.test(value) ? undefined : `is not a scope: ${scopeHint(value)}`;
function scopeHint(value) {
    if (/["'`\u2018-\u201f\u00ab\u00bb]/.test(value))
        return 'remove the quotes';
    if (/[^\x20-\x7e\u2022]/.test(value))
        return 'it has a character that is not ASCII, and perhaps not visible';
    if (/^[-*+\u2022]/.test(value))
        return 'begin each line with "- ", or with the scope itself';
    if (value.endsWith(':'))
        return 'it ends with a colon; write the whole name, such as idn:accounts:read';
    if (/[;|]/.test(value))
        return 'separate scopes by spaces, commas or line breaks';
    return 'it is made of letters, digits and : . _ - * /, and begins with a letter or digit';
}

;// CONCATENATED MODULE: ./lib/tenant/scope-names.json
const scope_names_namespaceObject = /*#__PURE__*/JSON.parse('{"p6":"2026-08-22","Dy":{"das:applications":"manage read","das:identity-collectors":"manage read","das:owners":"manage read","das:task":"manage read","iai:access-modeling":"manage read","iai:access-request-recommender":"manage read","iai:configuration":"manage read","iai:decisions":"manage","iai:outliers":"manage read","iai":"role-insights","idn:access-model-metadata":"create manage read update","idn:access-profile":"manage read","idn:access-request-administration":"manage read","idn:access-request-approvals":"manage read","idn:access-request-config":"manage read","idn:access-request-self":"manage","idn:access-request-status":"read","idn:access-request":"create manage","idn:account-config":"manage read","idn:account-requests":"create management read","idn:account":"update","idn:accounts-provisioning":"manage","idn:accounts-state":"manage","idn:accounts":"manage read","idn:app-roles":"manage read","idn:application-discovery":"read write","idn:attr-sync-source-config":"manage read","idn:branding":"manage read","idn:business-application":"create read update","idn:campaign-filter":"manage read","idn:campaign-report":"manage read","idn:campaign-template":"manage read","idn:campaign":"manage read","idn:connector-config":"manage read","idn:data-segment":"manage read","idn:entitlement-connections":"list manage read","idn:entitlement":"manage read update delete","idn:icons":"manage","idn:identity-direct-report":"read","idn:identity-history":"manage read","idn:identity-lifecycle-state":"manage","idn:identity-profile-attribute":"manage read","idn:identity-profile-lifecycle-state":"manage read","idn:identity-profile":"manage read delete","idn:identity":"manage process read update","idn:jit-activation-history-self":"read","idn:jit-activation-history":"read","idn:jit-activation-workflow":"activate deactivate extend manage","idn:jit-policy":"manage read update","idn:managed-client-status":"manage read","idn:managed-cluster-types":"manage read","idn:managed-cluster-upgrade":"manage","idn:mfa-configuration":"manage read","idn:mfa-kba":"authenticate read","idn:mis-account":"manage read disable enable reload update","idn:mis-agents":"aggregate","idn:mis-identity":"manage read","idn:multihosts-admin":"manage","idn:nelm":"manage read","idn:notification-preferences":"create read","idn:notification-template-defaults":"read","idn:notification-templates":"create delete read","idn:org-configs-user":"read","idn:org-configs":"manage read","idn:password-change":"manage read","idn:password-dictionary":"manage read","idn:password-digit-token":"create","idn:password-info":"read","idn:password-org-config":"manage read","idn:password-policy":"read write","idn:password-sync-group":"manage read","idn:password-user-invite":"manage","idn:password":"user-invite","idn:privilege-rec":"read","idn:provisioning-policy-source-admin-operations":"manage","idn:provisioning-policy-source":"read","idn:provisioning-policy":"manage read","idn:public-identity-config":"manage read","idn:reassignment-configuration":"manage read","idn:reassignment-tenant-configuration":"read update","idn:remote-client":"manage read","idn:requestable-objects":"read","idn:role-checked":"delete manage read update","idn:role-propagation-config":"read write","idn:role-propagation":"read write","idn:role-unchecked":"manage read","idn:role":"delete update","idn:rule-management-connector":"manage read","idn:sed":"manage read write","idn:segment":"manage read","idn:service-desk-integration":"manage read","idn:sod-control":"manage read","idn:sod-policy":"manage read","idn:sod-violation":"manage read","idn:source-checked":"update","idn:source-config":"read write","idn:source-connector":"manage","idn:source-schema":"create delete manage read update","idn:source-subtypes":"delete management read update","idn:sources-admin":"manage","idn:sources":"aggregate delete manage read update","idn:tag":"manage read","idn:task-management":"read write","idn:tenant-context":"read write","idn:transform":"manage read","idn:ui-access-metadata-page":"manage read","idn:user-level":"manage read","idn:workgroup":"manage read write","sp:all-personal-access-tokens":"manage read","sp:api-usage":"read","sp:approvals":"read write","sp:auth-org":"manage read","sp:auth-profile":"read update","sp:auth-user":"manage read delete","sp:config-backup":"manage read","sp:config-deploy":"manage read","sp:config-draft":"manage read","sp:config-object-mapping":"manage read","sp:config-scheduled-action":"manage read","sp:config":"manage read","sp:connector":"manage read","sp:forms":"manage read","sp:gov-criteria":"read write","sp:identity-sec-intel":"read write","sp:launcher-admin":"delete read write","sp:launcher-user":"launch read","sp:my-personal-access-tokens":"manage read","sp:notification-dkim-attributes":"read","sp:notification-mail-from-attributes":"read write","sp:notification-verify-domain-dkim":"write","sp:oauth-client":"manage read","sp:parameter-storage":"manage read","sp:report":"manage read","sp:saved-search":"manage read","sp:scheduled-search":"manage","sp:scopes":"all default","sp:search":"read","sp:ssf-transmitter-streams":"manage","sp:tenant":"read","sp:trigger-service-invocation-status":"manage read","sp:trigger-service-subscriptions":"manage read","sp:workflow-execute":"external","sp:workflow-execution":"read","sp:workflow":"manage read create","iai:objects":"read","idn:access-request-approvals-summary":"read","idn:campaign-temlates":"read","idn:certification":"read write","idn":"identity-account-read","idn:identity-internal":"update","idn:identity-self":"read","idn:managed-client-certificate":"read update","idn:managed-cluster-jobs":"read","idn:managed-process":"manage read","idn:mfa":"poll send verify","idn:password-sync-group-management":"read","idn:prompt-insights":"read","idn:s3-proxy":"read","idn:segments":"manage","idn:task-definition":"manage read","idn:work-item":"read update","mlops:feature-data":"read","sp:auth-user-internal":"update"}}');
;// CONCATENATED MODULE: ./lib/tenant/request-warnings.js




const NO_SCOPE = "none is given, so the client gets sp:scopes:all, every right of the token's owner. " +
    'Name the scopes that the client needs.';
const NO_REFRESH = 'REFRESH_TOKEN does nothing without AUTHORIZATION_CODE, the only grant that issues refresh tokens.';
function requestWarnings({ scope, grantTypes, redirectUris, type }) {
    const warnings = [];
    const warn = (field, warning) => void warnings.push(`${inputOf(field)}: ${warning}`);
    if (!scope?.length)
        warn('scope', NO_SCOPE);
    const mistyped = mistypedScopes(scope ?? []);
    if (mistyped.length > 0)
        warn('scope', `not among SailPoint's scopes as of ${scope_names_namespaceObject.p6}: ${firstOf(mistyped, MOST_SHOWN)}.`);
    const odd = (scope ?? []).filter(each => !each.includes(':'));
    if (odd.length > 0)
        warn('scope', `no colon in ${firstOf(odd, MOST_SHOWN)}: SailPoint's scopes look like idn:accounts:read.`);
    const hasCode = grantTypes?.includes('AUTHORIZATION_CODE');
    if (redirectUris?.length && !hasCode)
        warn('redirectUris', 'unused without the grant type AUTHORIZATION_CODE.');
    if (grantTypes?.includes('REFRESH_TOKEN') && !hasCode)
        warn('grantTypes', NO_REFRESH);
    if (type === 'PUBLIC' && grantTypes?.includes('CLIENT_CREDENTIALS'))
        warn('type', 'a PUBLIC client has no secret, so it cannot use CLIENT_CREDENTIALS (RFC 6749 section 4.4).');
    return warnings;
}
function mistypedScopes(scopes) {
    const names = Object.entries(scope_names_namespaceObject.Dy).flatMap(([start, ends]) => ends.split(' ').map(end => `${start}:${end}`));
    return scopes.flatMap(scope => {
        const meant = names.includes(scope) ? undefined : nearest(scope, names);
        return meant === undefined ? [] : [`${scope} (did you mean ${meant}?)`];
    });
}

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = require("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = require("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = require("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = require("path");
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var auth_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class auth_BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return auth_awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = (/* unused pure expression or super */ null && (_summary));
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return file_command_issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    command_issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function core_setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function core_info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./lib/runner/annotations.js
const LONGEST_ANNOTATION = 4000;
const MOST_PARTS = 2;
function toAnnotations(message) {
    const annotations = [];
    let rest = message;
    while (annotations.length < MOST_PARTS && (rest !== '' || annotations.length === 0)) {
        const end = endOfPart(rest);
        annotations.push(rest.slice(0, end));
        rest = rest.slice(end).replace(/^[ \n]/, '');
    }
    return { annotations, rest };
}
function endOfPart(text) {
    if (text.length <= LONGEST_ANNOTATION)
        return text.length;
    const end = Math.max(text.lastIndexOf('\n', LONGEST_ANNOTATION), text.lastIndexOf(' ', LONGEST_ANNOTATION));
    return end > 0 ? end : LONGEST_ANNOTATION;
}

;// CONCATENATED MODULE: ./lib/runner/masks.js
const PART = 8;
const SHORTEST_MASK = 4;
function encodedForms(secret) {
    const url = encodeURIComponent(Buffer.from(secret).toString());
    const percent = (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
    return [secret, url.replaceAll('%20', '+').replaceAll(/[!'()~]/g, percent), url];
}
function createMasks() {
    const parts = new Set();
    const short = new Set();
    const long = new Set();
    return {
        add: (secret) => {
            const lower = lowerOf(secret);
            if (lower.length < PART)
                short.add(lower);
            else
                for (const form of [lower, JSON.stringify(lower).slice(1, -1)])
                    long.add(form);
            for (let at = 0; at + PART <= lower.length; at++)
                parts.add(lower.slice(at, at + PART));
        },
        hide: (text, which) => {
            const lower = lowerOf(text);
            const places = which === 'long' ? [] : placesOf(short, lower);
            for (let at = 0; at + PART <= lower.length; at++) {
                if (parts.has(lower.slice(at, at + PART)))
                    places.push([at, at + PART]);
            }
            return without(text, places);
        },
        hideWhole: (text) => without(text, placesOf(long, lowerOf(text))),
    };
}
const lowerOf = (text) => text.replaceAll('\u0130', 'i').toLowerCase();
function placesOf(needles, lower) {
    const places = [];
    for (const needle of needles) {
        for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, at + 1))
            places.push([at, at + needle.length]);
    }
    return places;
}
function without(text, places) {
    let shown = '';
    let from = 0;
    for (const [start, end] of places.sort((a, b) => a[0] - b[0])) {
        if (start > from || shown === '')
            shown += `${text.slice(from, start)}***`;
        from = Math.max(from, end);
    }
    return shown + text.slice(from);
}

;// CONCATENATED MODULE: ./lib/runner/report.js






const AS_THEY_ARE = new Set(['client-secret', 'access-token', 'sealed', 'base-url', 'token-url']);
function runnerReport(env) {
    const masks = createMasks();
    const plain = (text) => visible(text).replaceAll(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/g, ' ');
    const hide = (text) => masks.hide(plain(text));
    const hideLongSecrets = (text) => masks.hide(plain(text), 'long');
    const clean = (text) => hideLongSecrets(text).replaceAll('##[', '# #[');
    const info = (line) => core_info(clean(line).replaceAll(/^(\s*):(?=:)/gm, '$1: '));
    const annotate = (write) => (message) => {
        const { annotations, rest } = toAnnotations(clean(message));
        for (const part of annotations)
            write(part);
        if (rest !== '')
            info(rest);
    };
    const writeEach = (variable, write) => (values) => {
        try {
            for (const [name, value] of Object.entries(values))
                write(name, value);
        }
        catch (error) {
            throw new StepError(`The file of ${variable} could not be written: ${messageOf(error)}.`);
        }
    };
    const setOutput = (name, value) => core_setOutput(name, AS_THEY_ARE.has(name) ? value : masks.hideWhole(value));
    const asJson = (value) => JSON.stringify(value, (_, part) => (typeof part === 'string' ? hide(part) : part)) ?? String(value);
    return {
        mask: secret => {
            if (secret.length < SHORTEST_MASK)
                return;
            for (const text of new Set(encodedForms(secret))) {
                masks.add(text);
                core_setSecret(text);
            }
        },
        quote: (value, longest = 80) => {
            const text = masks.hide(visible(typeof value === 'string' ? value : asJson(value)));
            return JSON.stringify(cut(text, longest));
        },
        hide,
        hideLongSecrets,
        info,
        group: (title, lines) => {
            startGroup(clean(title));
            for (const line of lines)
                info(line);
            endGroup();
        },
        debug: line => core_debug(clean(line)),
        notice: annotate(notice),
        warning: annotate(warning),
        error: annotate(error),
        outputs: values => {
            const id = values['client-id'] ?? '';
            if (masks.hideWhole(id) !== id)
                throw new StepError('The id of the client contains a secret, so nothing is handed out.');
            writeEach('GITHUB_OUTPUT', setOutput)(values);
        },
        state: writeEach('GITHUB_STATE', saveState),
        exportVariables: writeEach('GITHUB_ENV', exportVariable),
        summary: async (text) => {
            const path = env['GITHUB_STEP_SUMMARY'];
            if (!path)
                return;
            const problem = report_problemOf(path, external_node_fs_namespaceObject.constants.W_OK);
            if (problem !== undefined)
                throw new StepError(problem);
            (0,external_node_fs_namespaceObject.appendFileSync)(path, clean(text));
        },
    };
}
function missingCommandFiles(names, env) {
    return names.flatMap(name => {
        const path = env[name];
        if (!path)
            return `${name}: is not set; this program is started by the GitHub Actions runner`;
        const problem = report_problemOf(path, external_node_fs_namespaceObject.constants.W_OK);
        return problem === undefined ? [] : `${name}: ${problem}`;
    });
}
function report_problemOf(path, mode) {
    try {
        (0,external_node_fs_namespaceObject.accessSync)(path, mode);
        return (0,external_node_fs_namespaceObject.statSync)(path).isFile() ? undefined : `${path} is not a regular file`;
    }
    catch (error) {
        const user = process.getuid?.();
        return messageOf(error) + (user === undefined ? '' : ` (user ${user})`);
    }
}

;// CONCATENATED MODULE: ./lib/inputs/empty-secrets.js


const DEPENDABOT = 'dependabot[bot]';
function whySecretsAreEmpty(env) {
    const unset = 'it is not set, or the job does not name the environment that it belongs to';
    const called = 'the workflow is called by another one without secrets: inherit';
    const fork = 'the pull request comes from a fork, which gets no secrets';
    const dependabot = 'the run was triggered by Dependabot, which has its own secrets';
    const isPull = mayBeFork(env);
    const likely = env['GITHUB_ACTOR'] === DEPENDABOT ? dependabot : isPull ? fork : unset;
    const causes = [likely, unset, called, ...(isPull || !env['GITHUB_EVENT_NAME'] ? [fork] : []), dependabot];
    return `Why a secret can be empty:${[...new Set(causes)].map(cause => `\n  - ${cause}`).join('')}`;
}
const getsNoSecrets = (env) => env['GITHUB_ACTOR'] === DEPENDABOT || mayBeFork(env);
function mayBeFork({ GITHUB_EVENT_NAME: name = '', GITHUB_EVENT_PATH: file = '' }) {
    if (!/^pull_request(?!_target)/.test(name))
        return false;
    const isFile = (0,external_node_fs_namespaceObject.statSync)(file, { throwIfNoEntry: false })?.isFile();
    const event = isFile ? parseJson((0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8')) : undefined;
    const [head, base] = ['head', 'base'].map(side => partOf(event, 'pull_request', side, 'repo', 'full_name'));
    return head === undefined || head !== base;
}
const partOf = (json, ...keys) => keys.reduce((part, key) => (isObject(part) ? part[key] : undefined), json);

;// CONCATENATED MODULE: ./lib/inputs/yaml.js
async function parseYaml(text, scalars) {
    const { load, CORE_SCHEMA, FAILSAFE_SCHEMA, YAMLException } = await __nccwpck_require__.e(/* import() */ 163).then(__nccwpck_require__.bind(__nccwpck_require__, 163));
    try {
        return load(text, { schema: scalars === 'typed' ? CORE_SCHEMA : FAILSAFE_SCHEMA, maxAliases: 0, maxDepth: 20 });
    }
    catch (error) {
        throw new Error(error instanceof YAMLException ? withoutQuotes(error) : 'it is not YAML');
    }
}
function withoutQuotes({ reason, mark }) {
    const words = reason.replaceAll(/\s*(".*"|'.*'|!<.*>)/gs, '');
    return mark === undefined ? words : `${words} (line ${mark.line + 1}, column ${mark.column + 1})`;
}

;// CONCATENATED MODULE: ./lib/inputs/list.js


const FOLDED = /^-\s+("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"']+)\s+-\s/;
async function parseList(text) {
    const plain = text.replaceAll(/(^|\s)#[^\r\n]*/g, '$1').trim();
    if (FOLDED.test(plain) && !/[\r\n]/.test(plain))
        throw new Error('has its lines joined: write | instead of > before them');
    if (/^(\[|-(\s|$))/.test(plain)) {
        const list = await parseYaml(text, 'text').catch((error) => {
            throw new Error(`is not a YAML or JSON list: ${messageOf(error)}`);
        });
        if (Array.isArray(list) && list.every(item => typeof item === 'string'))
            return list;
        throw new Error('is not a plain list: its items must be text, and an unquoted one cannot end with a colon');
    }
    const items = plain.split(/[\s,]+/).filter(item => item !== '');
    if (items.length === 0)
        throw new Error('has no items; write [] for an empty list');
    return items;
}

;// CONCATENATED MODULE: ./lib/inputs/rows.js
const CONNECTION_INPUTS = {
    tenant: { kind: 'text' },
    'base-url': { kind: 'text' },
    'api-version': { kind: 'choice' },
    'pat-client-id': { kind: 'text' },
    'pat-client-secret': { kind: 'secret' },
    'access-token': { kind: 'secret', prefix: /^bearer(\s+|$)/i },
};
const LEAST_SECONDS = 5;
const CREATE_INPUTS = {
    'body-file': { kind: 'text', limits: true },
    'if-exists': { kind: 'choice', default: 'create', limits: true },
    ephemeral: { kind: 'boolean', default: false, limits: true },
    verify: { kind: 'boolean' },
    'request-token': { kind: 'boolean', default: false },
    'keep-older': { kind: 'integer', default: 0, limits: true },
    'export-env': { kind: 'boolean', default: false },
    'seal-key': { kind: 'secret' },
    'dry-run': { kind: 'boolean', default: false, limits: true },
    summary: { kind: 'boolean', default: true },
    'timeout-seconds': { kind: 'integer', default: 120, least: LEAST_SECONDS },
    'job-status': { kind: 'text', expression: '${{ job.status }}' },
};
const PRUNE_INPUTS = {
    'client-id': { kind: 'list', limits: true },
    name: { kind: 'text', limits: true },
    ephemeral: { kind: 'boolean', default: false, limits: true },
    'older-than': { kind: 'duration', limits: true },
    'unused-for': { kind: 'duration', limits: true },
    keep: { kind: 'integer', default: 0, limits: true },
    'dry-run': { kind: 'boolean', default: false, limits: true },
    summary: { kind: 'boolean', default: true },
    'timeout-seconds': { kind: 'integer', default: 600, least: LEAST_SECONDS },
};
const UNSEAL_INPUTS = {
    sealed: { kind: 'text' },
    'seal-key': { kind: 'secret' },
    'export-env': { kind: 'boolean', default: false },
};
const inputText = (env, name, row) => env[`INPUT_${name.toUpperCase()}`]?.trim().replace(row?.prefix ?? '', '') ?? '';

;// CONCATENATED MODULE: ./lib/inputs/mistyped.js


function unknownInputs(rows, env) {
    return Object.entries(env).flatMap(([variable, text = '']) => {
        const name = /^INPUT_(.+)$/.exec(variable)?.[1]?.toLowerCase();
        const value = text.trim();
        return name === undefined || Object.hasOwn(rows, name) || value === '' ? [] : [{ variable, name, value }];
    });
}
function complainOfMistypedInputs(rows, unknown, source) {
    const { env, complain } = source;
    const lost = Object.keys(rows).filter(input => rows[input]?.limits && inputText(env, input) === '');
    for (const { variable, name, value } of unknown) {
        const meant = nearest(name, lost);
        if (meant === undefined || saysDefault(value, rows[meant]?.default))
            continue;
        complain(name, `is not an input; did you mean ${meant}? If ${variable} is a variable of your own, rename it`);
    }
}
function hintFor(missing, unknown) {
    const hints = missing.flatMap(input => {
        const like = unknown.find(({ name }) => isLike(name, input));
        return like === undefined ? [] : [`${like.name} is not an input; did you mean ${input}?`];
    });
    return hints.length === 0 ? '' : ` (${hints.join(' ')})`;
}
function isLike(name, input) {
    const [short, long] = name.length < input.length ? [name, input] : [input, name];
    const [few, many] = [short.split(/[-_]/), long.split(/[-_]/)];
    const isPart = few.length * 2 >= many.length && few.every(word => many.includes(word));
    return isPart || nearest(name, [input]) !== undefined;
}
function saysDefault(text, value) {
    if (typeof value === 'boolean')
        return (value ? /^(true|yes|y|on|1)$/i : /^(false|no|n|off|0)$/i).test(text);
    return text.toLowerCase() === String(value).toLowerCase();
}

;// CONCATENATED MODULE: ./lib/inputs/secret-inputs.js





function maskSecrets(env, rows, report) {
    const secrets = [...secretTexts(env, rows), ...proxySecrets(env)];
    for (const secret of secrets)
        report.mask(secret);
    return secrets;
}
function secretTexts(env, rows) {
    const inputs = Object.entries(rows).map(([name, row]) => (row.kind === 'secret' ? inputText(env, name, row) : ''));
    return [...inputs, env['SAIL_CLIENT_SECRET']?.trim() ?? ''].flatMap(text => [text, unquoted(text)]);
}
function complainOfSecrets(body, rows, { env, complain }) {
    const secrets = secretTexts(env, rows).filter(secret => secret.length >= PART);
    for (const { name, input } of FIELDS) {
        const texts = [body[name]].flat().filter(text => typeof text === 'string');
        if (texts.some(text => secrets.some(secret => text.includes(secret))))
            complain(input, 'contains a secret, which every user who may list clients could read');
    }
}

;// CONCATENATED MODULE: ./lib/inputs/inputs.js









class WrongInputs extends StepError {
    constructor(problems) {
        const list = problems.map(problem => `\n- ${problem}`).join('');
        super(`${count(problems.length, 'problem')} in the inputs; nothing was sent:${list}`);
    }
}
const MILLISECONDS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
function openInputs(env, report, rows, fields = []) {
    const { quote } = report;
    const given = (name) => inputText(env, name, rows[name]);
    const problems = [];
    const complain = (subject, problem) => void problems.push(`${subject}: ${problem}`);
    const isShort = ({ length }) => length > 0 && length < SHORTEST_MASK;
    const warning = `A secret shorter than ${SHORTEST_MASK} characters is not masked: masking it would hide too much of the log.`;
    if (maskSecrets(env, rows, report).some(isShort))
        report.warning(warning);
    const allRows = { ...rows, ...Object.fromEntries(fields.map(row => [row.input, row])) };
    const unknown = unknownInputs(allRows, env);
    complainOfMistypedInputs(allRows, unknown, { env, complain });
    return {
        given,
        env,
        report,
        complain,
        meant: (...missing) => hintFor(missing, unknown),
        flag: input => {
            const text = given(input);
            const value = text === '' ? rows[input]?.default === true : parseBoolean(text);
            if (value === undefined)
                complain(input, `must be true or false, not ${quote(text)}`);
            return value ?? false;
        },
        integer: input => {
            const text = given(input);
            const { default: usual, least = 0 } = rows[input] ?? {};
            const isRight = /^(?!0\d)\d+$/.test(text) && Number(text) >= least && Number(text) <= MAX_INTEGER;
            if (isRight)
                return Number(text);
            if (text !== '')
                complain(input, `must be a whole number from ${least} to ${MAX_INTEGER}, not ${quote(text)}`);
            return Number(usual);
        },
        duration: input => {
            const text = given(input);
            const [, number, unit = ''] = /^((?!0)\d{1,6})([mhdw])$/.exec(text) ?? [];
            const length = MILLISECONDS[unit];
            if (length !== undefined)
                return Number(number) * length;
            if (text !== '')
                complain(input, `${quote(text)} is not a duration such as 45m, 12h, 30d or 2w`);
            return undefined;
        },
        list: async (input) => {
            const list = given(input) === '' ? undefined : parseList(given(input));
            return list?.catch((error) => complain(input, messageOf(error)));
        },
        finish: (files, read) => {
            problems.push(...missingCommandFiles(files, env));
            if (problems.length > 0 || !isWhole(read))
                throw new WrongInputs(problems);
            return read;
        },
    };
}
const isWhole = (read) => Object.values(read).every(value => value !== undefined);
function oneOf(input, values, source) {
    const { given, report, complain } = source;
    const text = given(input);
    const value = values.find(each => each === text.toLowerCase());
    if (text !== '' && value === undefined)
        complain(input, `${report.quote(text)} is not one of ${values.join(', ')}`);
    return value;
}
const parseBoolean = (text) => /^(true|True|TRUE)$/.test(text) ? true : /^(false|False|FALSE)$/.test(text) ? false : undefined;

;// CONCATENATED MODULE: ./lib/inputs/tenant-host.js


const SAILPOINT = /^([a-z\d-]+)(\.api|\.login)?\.(?:identitynow(-demo|gov)?|(?<=\.login\.)sailpoint)\.com\.?(?=[:/?#]|$)/;
function sailPointHost(text) {
    const [, tenant, label, domain = ''] = SAILPOINT.exec(text.toLowerCase().replace(/^https?:\/\//, '')) ?? [];
    if (tenant === undefined)
        return undefined;
    const api = `https://${tenant}.api.identitynow${domain}.com`;
    return {
        isWeb: label !== '.api' && domain !== 'gov',
        api,
        hint: domain === '' ? `write tenant: ${tenant}` : `write base-url: ${api} instead`,
    };
}
function tenantHint(text) {
    const host = sailPointHost(text);
    if (host !== undefined)
        return host.hint;
    if (unquoted(text) !== text)
        return 'write it without quotes';
    if (/[\s,;]/.test(text))
        return 'a step has one tenant; for several, run the job as a matrix';
    const api = withScheme(text.replace(/^https?:\/\/([^@/]*@)?/i, '').replace(/[/?#].*$/s, ''));
    if (api !== undefined)
        return `if that is the host of the API, write base-url: ${api} instead`;
    return '"acme" means https://acme.api.identitynow.com';
}
function withScheme(text) {
    const isHost = /^(localhost|[\w-]+(\.[\w-]+)+|[\w-]+(?=:\d))(:\d+)?(\/[^\s\\?#@]*)?$/i.test(text);
    if (!isHost || !URL.canParse(`https://${text}`))
        return undefined;
    return `${isLoopback(hostOf(new URL(`https://${text}`))) ? 'http' : 'https'}://${text}`;
}
const hostOf = ({ hostname }) => hostname.replaceAll(/[[\]]/g, '');

;// CONCATENATED MODULE: ./lib/inputs/connection-inputs.js









function readConnection(source) {
    const place = readPlace(source, true);
    const signIn = readSignIn(source, true);
    checkNetwork(place, source);
    return place && signIn && { ...place, signIn };
}
function readDryPlace(source) {
    readSignIn(source, false);
    return readPlace(source, false);
}
function checkNetwork(place, { env, report, complain }) {
    const route = readProxy(env, place?.origin ?? 'https://tenant.invalid');
    if (route.kind === 'problem')
        complain(route.variable, route.problem);
    if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
        report.warning('NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect: certificates are always checked. For a CA of your own set ' +
            'NODE_EXTRA_CA_CERTS to its certificate, or NODE_USE_SYSTEM_CA=1 where the machine trusts it (Node 24.6 and newer).');
    }
    const authorities = env['NODE_EXTRA_CA_CERTS'];
    const problem = authorities && report_problemOf(authorities, external_node_fs_namespaceObject.constants.R_OK);
    if (problem)
        report.warning(`NODE_EXTRA_CA_CERTS has no effect: ${problem}.`);
}
function readPlace(source, needed) {
    const { given, env, report, complain, meant } = source;
    const tenant = given('tenant');
    const version = oneOf('api-version', API_VERSIONS, source);
    const apiVersion = version ?? 'beta';
    if (tenant !== '') {
        if (given('base-url') !== '')
            complain('base-url', 'is given along with tenant; keep one of the two');
        const isName = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i.test(tenant);
        if (isName)
            return { origin: `https://${tenant.toLowerCase()}.api.identitynow.com`, apiVersion };
        const shown = /[@?#]/.test(tenant) ? 'this URL' : report.quote(tenant);
        return complain('tenant', `${shown} is not a tenant name: ${tenantHint(tenant)}`);
    }
    const subject = given('base-url') === '' ? 'SAIL_BASE_URL' : 'base-url';
    const text = given('base-url') || env['SAIL_BASE_URL']?.trim() || '';
    if (text === '' && !needed)
        return { origin: 'https://<tenant>.api.identitynow.com', apiVersion };
    if (text === '') {
        const hint = meant('tenant', 'base-url');
        return complain('tenant', `is missing${hint}: set it (or base-url, or the environment variable SAIL_BASE_URL)`);
    }
    const url = readBaseUrl(subject, text, source);
    if (url?.apiVersion !== undefined && version !== undefined && version !== url.apiVersion)
        complain('api-version', `is ${version}, but the path of ${subject} says ${url.apiVersion}; keep one of the two`);
    return url && { origin: url.origin, apiVersion: url.apiVersion ?? apiVersion };
}
const connection_inputs_EXAMPLE = 'https://acme.api.identitynow.com';
function readBaseUrl(subject, text, { report, complain }) {
    const host = sailPointHost((URL.canParse(text) && new URL(text).host) || text);
    if (host?.isWeb)
        return complain(subject, `is the host of the web pages; the API's host is ${host.api}`);
    if (!/^https?:\/\/[^\s\\/?#]+[^\s\\]*$/i.test(text) || !URL.canParse(text)) {
        const whole = withScheme(text);
        return complain(subject, whole ? `has no scheme; write ${whole}` : `is not a URL such as ${connection_inputs_EXAMPLE}`);
    }
    const url = new URL(text);
    const path = url.pathname.replace(/\/$/, '').toLowerCase();
    const pathsOf = (version) => [`/${version}`, clientsUrl({ origin: '', apiVersion: version })];
    const apiVersion = API_VERSIONS.find(version => pathsOf(version).includes(path));
    if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/]*@/.test(text))
        return complain(subject, 'has user information before the host; sign in with pat-client-id and pat-client-secret');
    if (/[?#]/.test(text))
        return complain(subject, 'has a query or a fragment; remove it');
    const shown = report.quote(text);
    const why = 'credentials would be sent unencrypted. http is for a loopback host only';
    if (url.protocol !== 'https:' && !isLoopback(hostOf(url)))
        return complain(subject, `${shown} is not https: ${why}`);
    const rule = 'only an api-version or a path such as /beta/oauth-clients may follow the host';
    if (path !== '' && apiVersion === undefined)
        return complain(subject, `${shown} has the path ${report.quote(url.pathname)}; ${rule}`);
    return { origin: url.origin, apiVersion };
}
const HOW_TO_SIGN_IN = 'set pat-client-id and pat-client-secret (a personal access token), or access-token, ' +
    'or the environment variables SAIL_CLIENT_ID and SAIL_CLIENT_SECRET.';
function readSignIn({ given, env, report, complain, meant }, needed) {
    const accessToken = given('access-token');
    const fromInputs = given('pat-client-id') !== '' || given('pat-client-secret') !== '';
    if (accessToken !== '' && fromInputs)
        return complain('access-token', 'is given along with pat-client-id or pat-client-secret; keep one way to sign in');
    if (/^[a-z\d._~+/-]+=*$/i.test(accessToken))
        return { kind: 'token', accessToken: Secret.mask(accessToken, report), claims: claimsOf(accessToken) };
    const notToken = 'has a character that no bearer token has (RFC 6750 section 2.1): paste it as plain text';
    if (accessToken !== '')
        return complain('access-token', notToken);
    const [idName, secretName] = fromInputs
        ? ['pat-client-id', 'pat-client-secret']
        : ['SAIL_CLIENT_ID', 'SAIL_CLIENT_SECRET'];
    const read = (name) => (fromInputs ? given(name) : (env[name]?.trim() ?? ''));
    const [clientId, clientSecret] = [read(idName), read(secretName)];
    if (needed && clientId === '' && clientSecret === '') {
        const hint = meant('pat-client-id', 'pat-client-secret', 'access-token');
        complain('pat-client-id', `is missing${hint}: ${HOW_TO_SIGN_IN} ${whySecretsAreEmpty(env)}`);
    }
    else if (needed && (clientId === '' || clientSecret === '')) {
        const [name, input, other] = clientId === '' ? [idName, 'pat-client-id', secretName] : [secretName, 'pat-client-secret', idName];
        const isApart = fromInputs && (env['SAIL_CLIENT_ID'] || env['SAIL_CLIENT_SECRET']);
        const apart = isApart ? ' ID and secret must both be inputs, or both SAIL_* variables.' : '';
        complain(name, `is missing${meant(input)}: ${other} is given without it.${apart} ${whySecretsAreEmpty(env)}`);
    }
    const problem = 'has a character that no credential has (RFC 6749 appendix A: printable ASCII): paste it as plain text';
    for (const [name, text] of Object.entries({ [idName]: clientId, [secretName]: clientSecret }))
        if (/[^\x20-\x7e]/.test(text))
            complain(name, problem);
    if (clientId === '' || clientSecret === '')
        return undefined;
    const isQuoted = [clientId, clientSecret].some(text => unquoted(text) !== text);
    return { kind: 'pat', clientId, clientSecret: Secret.mask(clientSecret, report), isQuoted };
}

;// CONCATENATED MODULE: ./lib/run-url.js
function runUrl(env) {
    const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
    return repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}
function namesRun(text, run) {
    const [, ...parts] = text.split(run);
    return parts.some(part => !/^\d/.test(part));
}

;// CONCATENATED MODULE: ./lib/inputs/body-file.js







const MAX_BYTES = 64 * 1024;
const EXPRESSION = 'contains an expression (${{ …), which GitHub does not evaluate in this file; set that field with its input instead';
async function readBodyFile(path, env, timeout) {
    const text = body_file_decode(await inTime(readInside(path, env), timeout));
    const document = await parseYaml(text, 'typed').catch((error) => {
        throw new Error(text.includes('${{') ? EXPRESSION : `cannot be read as YAML or JSON: ${messageOf(error)}`);
    });
    if (!isObject(document))
        throw new Error('must be a mapping of field names to values');
    if (JSON.stringify(document).includes('${{'))
        throw new Error(EXPRESSION);
    return document;
}
function body_file_decode(bytes) {
    if (bytes.includes(0))
        throw new Error('is encoded as UTF-16, or is not text; save it as UTF-8');
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        throw new Error('is not UTF-8, but probably Latin-1 or Windows-1252; save it as UTF-8');
    }
}
async function readInside(path, env) {
    const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
    const file = await external_node_fs_namespaceObject.promises.realpath((0,external_node_path_namespaceObject.resolve)(workspace, path)).catch(() => {
        throw new Error('does not exist in the workspace; is a step with actions/checkout missing before this one?');
    });
    for (const folder of [workspace, env['RUNNER_TEMP'] || workspace]) {
        if (await isInside(file, folder))
            return readSmallFile(file);
    }
    throw new Error('is outside the workspace and the folder for temporary files (RUNNER_TEMP)');
}
async function isInside(file, folder) {
    const path = (0,external_node_path_namespaceObject.relative)(await external_node_fs_namespaceObject.promises.realpath(folder).catch(() => folder), file);
    return path !== '..' && !path.startsWith(`..${external_node_path_namespaceObject.sep}`) && !(0,external_node_path_namespaceObject.isAbsolute)(path);
}
async function readSmallFile(file) {
    const handle = await external_node_fs_namespaceObject.promises.open(file, external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_NONBLOCK);
    try {
        const stat = await handle.stat();
        if (!stat.isFile())
            throw new Error('is not a file');
        if (stat.size > MAX_BYTES)
            throw new Error(`is larger than ${MAX_BYTES} bytes`);
        return await handle.readFile();
    }
    finally {
        await handle.close();
    }
}
async function inTime(work, timeout) {
    let cancel = () => { };
    const late = new Promise((_, reject) => {
        cancel = systemClock().after(timeout, () => reject(new Error(`could not be read within ${seconds(timeout)}`)));
    });
    return Promise.race([work, late]).finally(cancel);
}

;// CONCATENATED MODULE: ./lib/inputs/request-inputs.js









const RETURNED = ['id', 'secret', 'created', 'modified', 'lastUsed', 'metadata'];
const COMMA = 'a URI that contains a comma must be in a list such as ["https://example.com/a,b"]';
async function readRequest(source, isEphemeral, timeout) {
    const { given, env, report, complain, meant } = source;
    const body = await readBody(source, timeout);
    const draft = {};
    for (const field of FIELDS) {
        const { name, input } = field;
        const text = given(input);
        try {
            if (text !== '')
                draft[name] = { value: await readValue(field, text), show: report.quote };
            else if (body && Object.hasOwn(body, name))
                draft[name] = { value: body[name], show: kindOf };
        }
        catch (error) {
            complain(input, messageOf(error));
        }
    }
    const checked = toClientRequest(draft, runDescription(env));
    if ('problems' in checked) {
        for (const { field, problem } of checked.problems) {
            const input = inputOf(field);
            const text = given(input);
            if (draft[field] !== undefined) {
                const isCut = field === 'redirectUris' && text.includes(',') && !/^\[|^-\s/m.test(text);
                complain(text === '' ? `${field} (body-file)` : input, isCut ? `${problem}; ${COMMA}` : problem);
            }
            else if (text === '' && body) {
                const alsoThere = given('body-file') === '' ? '' : ', also in body-file';
                complain(input, `is missing${meant(input)}${alsoThere}: ${problem}`);
            }
        }
        return { body: checked.body, read: undefined };
    }
    const own = checked.request.description && withoutRequestIds(checked.request.description);
    const request = { ...checked.request, description: isEphemeral ? withMarker(own, env) : own };
    return { body: checked.body, read: { request, given: FIELDS.map(({ name }) => name).filter(name => name in draft) } };
}
async function readBody(source, timeout) {
    const { given, env, report, complain } = source;
    const path = given('body-file');
    if (path === '')
        return {};
    try {
        const body = await readBodyFile(path, env, timeout);
        complainOfKeys(Object.keys(body), source);
        return body;
    }
    catch (error) {
        const isContent = /\n|^[{[]|: /.test(path);
        const content = 'names a file, but this is JSON or YAML: save it as a file, and give its path';
        return complain('body-file', isContent ? content : `${report.quote(path)} ${messageOf(error)}`);
    }
}
function complainOfKeys(keys, { report, complain }) {
    const names = FIELDS.map(({ name }) => name);
    const returned = keys.filter(key => RETURNED.includes(key));
    if (returned.length > 0)
        complain('body-file', `is a client as the API returns it; remove these keys: ${returned.join(', ')}`);
    const unknown = keys.filter(key => ![...names, ...RETURNED, '$schema'].includes(key));
    for (const key of unknown.slice(0, MOST_SHOWN)) {
        const meant = nearest(key, names);
        const hint = meant === undefined ? `the fields are ${names.join(', ')}` : `did you mean ${meant}?`;
        complain(`${report.quote(key, 40)} (body-file)`, `is not a field of the request; ${hint}`);
    }
    const more = unknown.length - MOST_SHOWN;
    if (more > 0)
        complain('body-file', `has ${count(more, 'more key')} of that kind`);
}
async function readValue({ kind }, text) {
    if (kind === 'integer')
        return /^(?!0)\d+$/.test(text) ? Number(text) : text;
    if (kind === 'boolean')
        return parseBoolean(text) ?? text;
    return kind === 'choices' || kind === 'redirect URIs' || kind === 'scopes' ? parseList(text) : text;
}
function kindOf(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    return typeof value === 'object' ? 'a mapping' : `this ${typeof value}`;
}
function runDescription(env) {
    const repository = env['GITHUB_REPOSITORY'] ?? 'an unknown repository';
    const workflow = env['GITHUB_WORKFLOW'] ?? 'an unknown workflow';
    return `Created by GitHub Actions: ${repository}, workflow ${workflow}, ${runUrl(env) ?? 'an unknown run'}`;
}

;// CONCATENATED MODULE: ./lib/inputs/create-inputs.js












const IF_EXISTS = ['create', 'fail', 'skip', 'replace', 'update'];
const CREATE_ROWS = { ...CONNECTION_INPUTS, ...CREATE_INPUTS };
async function readCreateSettings(env, report) {
    const inputs = openInputs(env, report, CREATE_ROWS, FIELDS);
    return needsConnection(inputs) ? readCreate(inputs) : readDryRun(inputs);
}
function needsConnection({ given, env }) {
    if (parseBoolean(given('dry-run')) !== true)
        return true;
    const secrets = [given('access-token'), given('pat-client-secret'), env['SAIL_CLIENT_SECRET']];
    return given('if-exists').toLowerCase() === 'update' && secrets.some(secret => secret?.trim());
}
async function readDryRun(inputs) {
    const { given, env, report } = inputs;
    const found = readDryPlace(inputs);
    const { ifExists, warnings, read: draft } = await readRest(inputs);
    const { place, read } = inputs.finish(['GITHUB_OUTPUT'], { place: found, read: draft });
    if (ifExists === 'update') {
        const say = getsNoSecrets(env) ? report.notice : report.warning;
        const hasId = given('pat-client-id') || env['SAIL_CLIENT_ID']?.trim();
        const lacking = hasId ? 'the secret of the personal access token is empty' : 'no credentials are given';
        say(`dry-run: ${lacking}, so nothing was compared with the tenant.`);
    }
    return { kind: 'dry run', place, request: read.request, warnings };
}
async function readCreate(inputs) {
    const found = readConnection(inputs);
    const { read: draft, ...rest } = await readRest(inputs);
    const none = rest.dryRun && { verify: false, requestToken: false, exportEnv: false, sealing: undefined };
    const files = rest.dryRun ? [] : ['GITHUB_STATE', ...(rest.exportEnv ? ['GITHUB_ENV'] : [])];
    const { connection, read } = inputs.finish(['GITHUB_OUTPUT', ...files], { connection: found, read: draft });
    const stopFile = (0,external_node_path_namespaceObject.join)(inputs.env['RUNNER_TEMP'] || (0,external_node_os_namespaceObject.tmpdir)(), `idn-oauth-client-${(0,external_node_crypto_namespaceObject.randomUUID)()}`);
    return { kind: 'create', connection, ...read, ...rest, stopFile, ...none };
}
async function readRest(inputs) {
    const { given, env, complain } = inputs;
    const dryRun = inputs.flag('dry-run');
    const isEphemeral = inputs.flag('ephemeral');
    const exportEnv = inputs.flag('export-env');
    inputs.flag('summary');
    const timeout = inputs.integer('timeout-seconds') * 1000;
    const chosen = oneOf('if-exists', IF_EXISTS, inputs);
    const ifExists = chosen ?? 'create';
    const sealing = readSealing(inputs);
    const { body, read } = await readRequest(inputs, isEphemeral, timeout);
    complainOfSecrets(body, CREATE_ROWS, inputs);
    if (isEphemeral && ['skip', 'replace', 'update'].includes(ifExists))
        complain('ephemeral', `cannot go with if-exists ${ifExists}: that client is meant to outlive the job`);
    if (body['name'] === null && ifExists !== 'create')
        complain('if-exists', `${ifExists} looks for clients of the same name, and the name is null`);
    const gitea = "replace does not work here: Gitea's runner does not say at the end whether the job succeeded";
    if (ifExists === 'replace' && env['GITEA_ACTIONS'] === 'true')
        complain('if-exists', gitea);
    const older = inputs.integer('keep-older');
    const isMistyped = chosen === undefined && given('if-exists') !== '';
    if (given('keep-older') !== '' && ifExists !== 'replace' && !isMistyped)
        complain('keep-older', 'is for if-exists replace, which deletes older clients with the name');
    const warnings = read === undefined ? [] : requestWarnings(read.request);
    if (isEphemeral && given('access-token') !== '') {
        warnings.push('ephemeral: access-token may have expired by the end of the job; the client would then not be deleted. ' +
            'A personal access token (pat-client-id, pat-client-secret) is safer.');
    }
    if (isEphemeral && sealing !== undefined)
        warnings.push('seal-key: the client is ephemeral, so the job that opens sealed finds it deleted.');
    const keepOlder = ifExists === 'replace' ? older : undefined;
    const verification = readVerification(inputs, ifExists, body);
    return { read, warnings, dryRun, isEphemeral, exportEnv, timeout, ifExists, sealing, keepOlder, ...verification };
}
function readVerification(inputs, ifExists, body) {
    const { given, complain } = inputs;
    const { grantTypes = ['CLIENT_CREDENTIALS'], enabled, type } = body;
    const canVerify = [grantTypes].flat().includes('CLIENT_CREDENTIALS') && enabled !== false && type !== 'PUBLIC';
    const requestToken = inputs.flag('request-token');
    const verifies = given('verify') === '' ? ifExists === 'replace' && canVerify : inputs.flag('verify');
    if (requestToken && given('verify') !== '' && !verifies)
        complain('verify', 'is false along with request-token, which obtains a token: remove one of the two');
    const verify = verifies || requestToken;
    const needs = 'needs a client that can sign in: CLIENT_CREDENTIALS, enabled, and not PUBLIC';
    if (verify && !canVerify)
        complain(requestToken ? 'request-token' : 'verify', needs);
    return { verify, requestToken };
}
function readSealing({ given, env, complain }) {
    if (given('seal-key') === '')
        return undefined;
    const key = parseSealKey(given('seal-key'));
    if (key === undefined)
        return complain('seal-key', SEAL_KEY_FORM);
    const { GITHUB_REPOSITORY: repository = '', GITHUB_RUN_ID: run = '', GITHUB_RUN_ATTEMPT: attempt = '' } = env;
    return { key, repository, run, attempt };
}
const readJobStatus = (env) => inputText(env, 'job-status');

;// CONCATENATED MODULE: ./lib/plan-table.js


const LONGEST_CELL = Math.floor(57_000 / FIELDS.length / 2);
function updateTable(changes, report) {
    const rows = changes.map(change => [change.name, ...showChange(change, report.quote)]);
    return tableOf(rows, report);
}
function creationTable(request, report) {
    const values = { ...request, scope: request.scope ?? [] };
    const names = FIELDS.map(({ name }) => name).filter(name => values[name] !== undefined);
    const rows = names.map(name => [name, '', showValue(name, values[name], report.quote)]);
    return tableOf(rows, report);
}
function tableOf(rows, report) {
    if (rows.length === 0)
        return '';
    const lines = rows.map(cells => `| ${cells.map(cell => markdownCell(cell, report)).join(' | ')} |`);
    return ['| field | now | then |', '| --- | --- | --- |', ...lines].join('\n');
}
function markdownCell(text, { hide }) {
    const escaped = hide(text)
        .replaceAll(/\s+/g, ' ')
        .replaceAll(/[\\`*_[\]#|~]/g, '\\$&')
        .replaceAll(/[&<>@]/g, sign => `&#${sign.charCodeAt(0)};`);
    if (escaped.length <= LONGEST_CELL)
        return escaped;
    return `${escaped.slice(0, LONGEST_CELL).replace(/(&[^;]*|\\)$/, '')}…`;
}

;// CONCATENATED MODULE: ./lib/runner/summary.js


const MOST_BYTES = 800_000;
const MOST_BYTES_OF_FAILURE = 100_000;
async function addSummary(title, html, url, report) {
    const heading = title === '' ? '' : `<h3>${escapeHtml(report.hideLongSecrets(title))}</h3>\n`;
    const content = Buffer.byteLength(html) > MOST_BYTES ? '<p>More than a job summary can hold.</p>\n' : html;
    const link = url === undefined ? '' : `<p><a href="${url}">API clients of the tenant</a></p>\n`;
    try {
        await report.summary(`${heading}${content}${link}`);
    }
    catch (error) {
        report.warning(`The job summary could not be written: ${messageOf(error)}`);
    }
}
async function addFailure(title, message, report) {
    const [first = '', ...others] = withoutEscapes(message, report.hideLongSecrets).split('\n').map(escapeHtml);
    const list = others.map(line => `<li>${line.replace(/^- /, '')}</li>\n`).join('');
    const isLong = Buffer.byteLength(list) > MOST_BYTES_OF_FAILURE;
    const more = isLong ? '<p>The log has the rest.</p>\n' : list && `<ul>\n${list}</ul>\n`;
    await addSummary(`❌ ${title}`, `<p>${first}</p>\n${more}`, undefined, report);
}
function table(rows, head, hide, leftOut = 0) {
    const columns = Number(rows[0]?.length);
    const lines = rows.map((row, y) => {
        const isGroup = row.length < columns;
        const heading = `<th align="left" ${isGroup ? `colspan="${columns}"` : 'nowrap'}>`;
        const cells = row.map((cell, x) => {
            const { text, strong = false, nowrap = false } = typeof cell === 'string' ? { text: cell } : cell;
            const isHead = isGroup || (head === 'row' ? y : x) === 0;
            const [open, close] = isHead ? [heading, '</th>'] : [nowrap ? '<td nowrap>' : '<td>', '</td>'];
            const html = escapeHtml(hide(text));
            return `${open}${strong ? `<strong>${html}</strong>` : html}${close}`;
        });
        return `<tr>${cells.join('')}</tr>\n`;
    });
    return `<table>\n${lines.join('')}</table>\n${leftOut > 0 ? `<p>and ${leftOut} more</p>\n` : ''}`;
}
const withoutEscapes = (text, hide) => hide(hide(text).replaceAll(/\\(["\\])/g, '$1'));

;// CONCATENATED MODULE: ./lib/tenant/comparison.js







const ALL_SCOPES = 'sp:scopes:all';
const DEFAULT_SCOPE = 'sp:scopes:default';
function compare(requested, granted, { names, exactUris = false } = {}) {
    return FIELDS.flatMap((row) => {
        const { name, patchable } = row;
        const has = granted[name];
        const isDefault = name === 'type' && requested[name] === undefined;
        const want = isDefault ? 'CONFIDENTIAL' : requested[name];
        const isCompared = names === undefined ? want !== undefined : names.includes(name);
        if (!isCompared || (isDefault && isMissing(has)))
            return [];
        if (formOf(row, want, exactUris) === formOf(row, has, exactUris))
            return [];
        return [{ name, patchable, requested: want, granted: has, kind: comparison_kindOf(row, want, has) }];
    });
}
function comparison_kindOf(row, requested, granted) {
    if (row.kind === 'scopes' && granted !== undefined) {
        const [want, has] = [scopeSet(requested), scopeSet(granted)];
        if (want === undefined || has === undefined)
            return 'other';
        return want.has(ALL_SCOPES) || isSubset(has, want) ? 'narrower' : 'wider';
    }
    if (isMissing(granted))
        return 'missing';
    if (!row.right || isMissing(requested))
        return 'other';
    if (row.kind === 'choices')
        return isSubset(nameSet(granted), nameSet(requested)) ? 'narrower' : 'wider';
    return row.kind === 'boolean' && String(granted).toLowerCase() !== 'true' ? 'narrower' : 'wider';
}
function formOf({ kind, required, name }, value, exactUris) {
    if (kind === 'scopes')
        return value === undefined ? 'undefined' : setForm(scopeSet(value) ?? [String(value)]);
    if (isNothing(value))
        return kind === 'boolean' && !required ? 'false' : '';
    if (kind === 'choices')
        return setForm(nameSet(value));
    if (kind === 'redirect URIs')
        return setForm(textsOf(value).map(exactUris ? plainText : plainUri));
    const text = String(value);
    if (kind === 'choice' || kind === 'boolean')
        return text.toLowerCase();
    if (kind === 'uri')
        return plainUri(text);
    return kind === 'integer' ? text.trim() : plainText(name === 'description' ? withoutRequestIds(text) : text);
}
function scopeSet(value) {
    const scopes = scopesIn(value ?? [])?.map(scope => scope.toLowerCase());
    if (scopes === undefined)
        return undefined;
    if (scopes.length === 0)
        return new Set([ALL_SCOPES]);
    const others = scopes.filter(scope => scope !== DEFAULT_SCOPE);
    return new Set(others.length > 0 ? others : scopes);
}
const nameSet = (value) => new Set(textsOf(value).map(text => text.toLowerCase()));
const textsOf = (value) => (isTextList(value) ? value : [String(value)]);
const isSubset = (part, whole) => [...part].every(item => item === DEFAULT_SCOPE || whole.has(item));
const setForm = (items) => JSON.stringify([...new Set(items)].sort());
const plainText = (text) => normalizedName(unescapeHtml(text));
const plainUri = (text) => plainText(text).replace(/\/$/, '');

;// CONCATENATED MODULE: ./lib/outputs.js







async function handOut(created, token, due, step) {
    const { client } = created;
    const { settings, report } = step;
    const { origin } = settings.connection;
    const plan = settings.ifExists === 'update' ? creationTable(settings.request, report) : '';
    await setOutputs(created, { changed: '[]', created: 'true', plan }, token, step);
    const lifetime = settings.isEphemeral ? ' It will be deleted at the end of the job.' : '';
    const name = report.quote(client.name);
    report.info(`Created the OAuth client ${name}, client-id ${client.id}, at ${origin}.${lifetime}`);
    const rows = factsOf(client, settings, settings.request);
    if (due.length > 0) {
        const number = count(due.length, 'older client');
        report.info(`If the job succeeds, ${number} of that name will be deleted at its end: ${someIds(due)}.`);
        rows.push(['Replaces', `${number}, which the post step deletes if the job succeeds: ${someIds(due)}`]);
    }
    await addSummary('OAuth client created', table(rows, 'column', report.hide), adminPage(origin), report);
}
async function summarizeDeleted(ids, report) {
    if (ids.length === 0)
        return;
    const text = `✅ ${count(ids.length, 'OAuth client')} deleted at the end of the job: ${someIds(ids)}`;
    await addSummary('', `<p>${escapeHtml(report.hide(text))}</p>\n`, undefined, report);
}
const FOUND = {
    skip: { log: 'exists; nothing was created', title: 'found, nothing created' },
    same: { log: 'is as requested; nothing was changed', title: 'found, nothing changed' },
    updated: { log: 'has been updated', title: 'updated' },
    'dry run': { log: 'would be changed', title: 'would be updated (dry run)' },
};
async function handOutExisting(client, step, changes = []) {
    const { settings, report } = step;
    const { connection, dryRun, ifExists } = settings;
    const changed = changes.map(({ name }) => name);
    const others = { changed: JSON.stringify(changed), created: 'false', plan: updateTable(changes, report) };
    await setOutputs({ client, secret: undefined }, others, undefined, step);
    const kind = dryRun ? 'dry run' : 'updated';
    const found = FOUND[ifExists === 'skip' ? 'skip' : changed.length > 0 ? kind : 'same'];
    const names = changed.length > 0 ? `: ${changed.join(', ')}` : '';
    const line = `${dryRun ? 'Dry run: the' : 'The'} OAuth client ${report.quote(client.name)}, client-id ${client.id}, at ${connection.origin}, ${found.log}${names}.`;
    if (dryRun && changed.length > 0)
        report.notice(line);
    else
        report.info(line);
    if (!dryRun) {
        report.notice(`The client ${client.id} already existed, so client-secret ${settings.requestToken ? 'and access-token are' : 'is'} ` +
            "empty and must not be stored: guard the step that uses it with if: steps.ID.outputs.created == 'true'.");
    }
    if (settings.verify && !settings.requestToken)
        report.notice(`verify: nothing is verified, because there is no secret for the client ${client.id}.`);
    const plain = (text) => withoutEscapes(text, report.hide);
    const rows = changes.map(change => [change.name, ...showChange(change, report.quote).map(plain)]);
    const differences = rows.length > 0 ? table([['Field', 'Now', 'Then'], ...rows], 'row', report.hide) : '';
    const noSecret = ['client-secret', 'none: the tenant shows it only once, when a client is created'];
    const html = differences + table([...factsOf(client, settings), noSecret], 'column', report.hide);
    await addSummary(`OAuth client ${found.title}`, html, adminPage(connection.origin), report);
}
async function showDryRun(dryRun, report) {
    const { place, request, warnings, isLookedUp = false } = dryRun;
    for (const warning of warnings)
        report.warning(warning);
    const body = JSON.stringify(request, null, 2);
    if (isLookedUp)
        report.warning('Dry run: no client has this name, so one would be created. Check the name.');
    const why = isLookedUp ? 'no client has this name.' : 'nothing is sent.';
    for (const line of [`Dry run: ${why} The request would be`, `POST ${clientsUrl(place)}`, body])
        report.info(line);
    report.outputs({
        ...credentialOutputs(place.origin, undefined, undefined, report),
        ...tokenOutputs(undefined),
        changed: '[]',
        created: 'false',
        plan: isLookedUp ? creationTable(request, report) : '',
        sealed: '',
    });
    const shown = (text) => escapeHtml(withoutEscapes(text, report.hide));
    const wide = isWide(request.scope) ? `<p><strong>${WIDE}</strong></p>\n` : '';
    const none = isLookedUp ? '<p>No client has this name.</p>\n' : '';
    const html = `${none}<p>POST <code>${shown(clientsUrl(place))}</code></p>\n${wide}<pre>${shown(body)}</pre>\n`;
    await addSummary('Dry run: no OAuth client created', html, undefined, report);
}
function credentialOutputs(origin, client, secret, { hide }) {
    const hidden = (_, value) => (typeof value === 'string' ? hide(value) : value);
    return {
        'client-secret': secret?.reveal() ?? '',
        'client-id': client?.id ?? '',
        client: client === undefined ? '' : JSON.stringify(client.fields, hidden),
        'base-url': origin,
        'token-url': tokenUrl(origin),
    };
}
function exportCredentials(origin, id, secret, report) {
    if (secret === undefined)
        report.warning(`export-env: nothing is exported, because there is no secret for the client ${id}.`);
    else
        report.exportVariables({ SAIL_BASE_URL: origin, SAIL_CLIENT_ID: id, SAIL_CLIENT_SECRET: secret.reveal() });
}
async function setOutputs({ client, secret }, others, token, step) {
    const { report, clock, settings } = step;
    const { sealing, exportEnv, requestToken } = settings;
    const { origin } = settings.connection;
    const { id, fields } = client;
    let sealed = '';
    if (sealing !== undefined && secret === undefined)
        report.notice(`seal-key: the output sealed is empty, because there is no secret for the client ${id} to seal.`);
    if (sealing !== undefined && secret !== undefined) {
        const { key, ...maker } = sealing;
        const created = new Date(client.created ?? clock.now()).toISOString();
        const content = { id, secret: secret.reveal(), 'base-url': origin, 'token-url': tokenUrl(origin), client: fields };
        sealed = await seal({ ...content, ...maker, created }, key);
    }
    report.outputs({
        ...credentialOutputs(origin, client, secret, report),
        ...tokenOutputs(requestToken ? token : undefined),
        ...others,
        sealed,
    });
    if (exportEnv)
        exportCredentials(origin, id, secret, report);
}
function tokenOutputs(token) {
    const expiresAt = token === undefined ? '' : new Date(token.expiresAt).toISOString();
    return { 'access-token': token?.accessToken.reveal() ?? '', 'access-token-expires-at': expiresAt };
}
const WIDE = `❗ ${ALL_SCOPES}: every right of the owner of the token`;
const isWide = (scopes) => scopeSet(scopes)?.has(ALL_SCOPES) === true;
function factsOf({ id, name, fields }, settings, request) {
    const { connection, isEphemeral } = settings;
    const shownOf = (field) => fields[field] ?? request?.[field];
    const list = (value) => scopesIn(value)?.join(', ') || 'none';
    const scopes = shownOf('scope');
    const hidden = '❗ not shown by the tenant; a client without scopes has every right of its owner';
    const wide = isMissing(scopes) && request === undefined ? hidden : isWide(scopes) ? WIDE : undefined;
    return [
        ['Name', name ?? ''],
        ['client-id', id],
        ['Tenant', `${connection.origin} (api-version ${connection.apiVersion})`],
        ['Grant types', list(shownOf('grantTypes'))],
        ['Scopes', wide === undefined ? list(scopes) : { text: wide, strong: true }],
        ['Access token', `valid ${shownOf('accessTokenValiditySeconds') ?? 'an unknown number of'} seconds`],
        ['Lifetime', isEphemeral ? 'until the end of the job' : 'until it is deleted'],
    ];
}

;// CONCATENATED MODULE: ./lib/replace.js








function alreadyExists(existing, name, { report }) {
    const [exists, it] = existing.length === 1 ? ['exists', 'it'] : ['exist', 'them'];
    return new StepError(`${count(existing.length, 'client')} ${namedText(name, report.quote)} already ${exists}: ${someIds(idsOf(existing))}. ` +
        `Nothing was created. Choose another name, delete ${it}, or set if-exists to skip, replace or update.`);
}
function warnOfSameRun(existing, { report, env }) {
    const run = runUrl(env);
    const same = existing.filter(({ description }) => run !== undefined && namesRun(description ?? '', run));
    if (same.length === 0 || env['GITHUB_RUN_ATTEMPT'] !== '1')
        return;
    const [was, them] = same.length === 1 ? ['was', 'it'] : ['were', 'them'];
    report.warning(`if-exists: ${count(same.length, 'client')} with this name ${was} created by this same run: ${someIds(idsOf(same))}. If ` +
        `another job of the run replaces the same name, the job with the newer client deletes the other's; this job will delete ${them}. ` +
        'Give each job its own name, or a concurrency group.');
}
const replaceable = (clients, plan) => clients.filter(client => plan.isInternal || !isInternal(client));
async function completeReplacement(journal, own, jobStatus, tools) {
    const { report, tenant } = tools;
    const { plan } = journal;
    const ofName = namedText(plan.name, report.quote);
    if (jobStatus !== 'success')
        return void report.warning(await whatRemains(journal, own, jobStatus, tools));
    const listing = await tenant.list().catch((error) => {
        throw new StepError(sentences(messageFor(error, report), existedBefore(plan), NEXT_RUN));
    });
    const others = othersIn(listing, journal, own, tools);
    if (others === undefined) {
        const missing = `The client ${own.id}, which replaces the older ones, is not in the tenant's list, so nothing is deleted.`;
        return void report.warning(sentences(missing, existedBefore(plan), NEXT_RUN));
    }
    const { due, kept } = others;
    if (kept.length > 0) {
        const [is, it] = kept.length === 1 ? ['is', 'it is'] : ['are', 'they are'];
        const why = `because nothing shows that ${it} older than the new one: ${someIds(idsOf(kept))}`;
        report.warning(`${count(kept.length, 'client')} ${ofName} ${is} kept, ${why}.`);
    }
    const removal = await removeAll(idsOf(due).reverse(), tools);
    await summarizeDeleted(removal.deleted, report);
    if (removal.notTried.length > 0) {
        report.warning(`timeout-seconds ran out before ${count(removal.notTried.length, 'older client')} ${ofName} could be deleted: ` +
            `${someIds(removal.notTried)}. ${NEXT_RUN} Raise timeout-seconds for it.`);
    }
    return couldNotDelete({ ...removal, notTried: [] }, tenant);
}
const NEXT_RUN = 'The next successful run with if-exists replace deletes the older clients, except those that keep-older keeps.';
function othersIn(listing, { plan, unknown }, own, { clock }) {
    const { clients } = listing;
    const shown = clients.find(({ id }) => id === own.id);
    if (shown === undefined)
        return undefined;
    const since = shown.created ?? own.created;
    const except = new Set([own.id, ...plan.existing.ids]);
    const found = unknown.map(request => findLeftovers(listing, clock.now(), request, plan, except));
    const leftovers = found.flatMap(({ ours, maybeOurs }) => [...ours, ...maybeOurs]);
    const all = replaceable(clientsNamed(plan.name, clients, ownClientId(plan.connection.signIn)), plan)
        .filter(client => client.id !== own.id && !leftovers.includes(client.id))
        .sort(newestFirst);
    return { all, due: dueOf(all, plan.keepOlder, since), kept: all.filter(({ created }) => !isBefore(created, since)) };
}
const isBefore = (time, limit) => time !== undefined && limit !== undefined && time < limit;
function dueOf(clients, keepOlder, since) {
    const older = clients.filter(({ created }) => isBefore(created, since));
    const limit = [{ created: since }, ...older][Number(keepOlder)]?.created;
    return older.filter(({ created }) => isBefore(created, limit));
}
async function whatRemains(journal, own, jobStatus, tools) {
    const { plan } = journal;
    const listing = await tools.tenant.list('once').catch(() => undefined);
    const others = listing && othersIn(listing, journal, own, tools);
    const isListed = listing === undefined || listing.clients.some(({ id }) => id === own.id);
    const what = isListed ? 'exists, and its secret may be stored nowhere' : "is not in the tenant's list";
    return sentences(`The job's status is ${jobStatus || 'unknown'}, so nothing is deleted. The new client ${own.id} ${what}.`, others === undefined ? existedBefore(plan) : remain(idsOf(others.all)), plan.keepOlder === 0 ? NEXT_RUN : WOULD_KEEP);
}
const WOULD_KEEP = 'If the secret of the new client was not stored, delete it: at the next rotation keep-older would keep it in place of a client in use.';
function remain(ids) {
    const remains = ids.length === 1 ? 'remains' : 'remain';
    return ids.length === 0 ? '' : `${count(ids.length, 'other client')} of its name ${remains}: ${someIds(ids)}.`;
}
function existedBefore({ existing: { count: number, ids } }) {
    if (number === 0)
        return '';
    const rest = number > ids.length ? ` and ${number - ids.length} more` : '';
    return `When the step began, ${count(number, 'older client')} with this name existed: ${ids.join(', ')}${rest}.`;
}
const sentences = (...texts) => texts.filter(text => text !== '').join(' ');

;// CONCATENATED MODULE: ./lib/runner/program.js




async function run(program, whenFailed) {
    process.exitCode = 1;
    process.stdout.on('error', () => { });
    const { env } = process;
    const machine = { env, report: runnerReport(env), clock: systemClock() };
    if (await toItsEnd(program, machine, whenFailed))
        process.exitCode = 0;
    setTimeout(() => process.stdout.write('', end), 500).unref();
}
async function toItsEnd(program, machine, whenFailed) {
    const { env, report: whole, clock } = machine;
    const report = /^\s*false\s*$/i.test(env['INPUT_SUMMARY'] ?? '') ? { ...whole, summary: async () => { } } : whole;
    const closers = [];
    try {
        await program({ env, report, clock, start: clock.now(), atEnd: close => void closers.push(close) });
        return true;
    }
    catch (error) {
        const message = messageFor(error, report);
        report.error(message);
        if (whenFailed !== undefined)
            await addFailure(whenFailed, message, report);
        return false;
    }
    finally {
        for (const close of closers)
            close();
    }
}
function end() {
    if (process.exitCode === 0)
        process.exit();
    else
        process.kill(process.pid, 'SIGKILL');
}

;// CONCATENATED MODULE: ./lib/state.js





const DONE = 'done';
const NONE = { state: 'none' };
function openJournal(plan, report) {
    const { connection, ...rest } = plan;
    const { signIn, ...place } = connection;
    const [clientId, credential] = signIn.kind === 'pat' ? [signIn.clientId, signIn.clientSecret.reveal()] : [undefined, signIn.accessToken.reveal()];
    const current = { outcome: NONE, unknown: [] };
    const isDue = plan.isEphemeral || plan.keepOlder !== undefined;
    const write = (outcome, unknown, isDone = false) => {
        const isOver = isDone || (outcome.state === 'handed out' && !isDue && unknown.length === 0);
        report.state({ outcome: isOver ? DONE : JSON.stringify({ ...outcome, unknown }) });
        Object.assign(current, { outcome, unknown });
    };
    const tried = (work) => {
        try {
            work();
        }
        catch (error) {
            report.warning(messageOf(error));
        }
    };
    const without = (requestId) => current.unknown.filter(({ id }) => id !== requestId);
    report.state({ credential, plan: JSON.stringify({ ...rest, place, clientId }) });
    write(current.outcome, current.unknown);
    return Object.assign(current, {
        plan,
        write: (next) => write(next, 'client' in next ? without(next.client.requestId) : current.unknown),
        requestSent: (request) => write(current.outcome, [...current.unknown, request]),
        requestLost: (requestId, lostAt) => {
            const unknown = current.unknown.map(each => (each.id === requestId ? { ...each, lostAt } : each));
            tried(() => write(current.outcome, unknown));
        },
        settle: (requestId) => tried(() => write(current.outcome, without(requestId))),
        leave: (requestId) => void Object.assign(current, { outcome: NONE, unknown: without(requestId) }),
        close: () => {
            const { outcome, unknown } = current;
            if (outcome.state === 'none')
                tried(() => write(outcome, unknown, unknown.length === 0));
        },
    });
}
function planOf({ request, given, ...settings }, existing) {
    const { connection, isEphemeral, keepOlder, timeout, stopFile } = settings;
    return {
        connection,
        isEphemeral,
        keepOlder,
        timeout,
        stopFile,
        name: request.name,
        hasRequestId: isEphemeral || !given.includes('description'),
        isInternal: request.internal === true,
        existing: { count: existing.length, ids: existing.slice(0, MOST_IDS) },
    };
}
function readJournal(env, report) {
    const { STATE_credential: credential = '', STATE_plan: planText = '', STATE_outcome: outcomeText = '' } = env;
    const secret = Secret.mask(credential, report);
    if (outcomeText === DONE || credential + planText + outcomeText === '')
        return undefined;
    const plan = parseJson(planText);
    const outcome = parseJson(outcomeText);
    if (credential !== '' && isPlan(plan) && isOutcome(outcome)) {
        const { place, clientId, ...rest } = plan;
        const token = { kind: 'token', accessToken: secret, claims: claimsOf(credential) };
        const signIn = clientId ? { kind: 'pat', clientId, clientSecret: secret, isQuoted: false } : token;
        return { plan: { ...rest, connection: { ...place, signIn } }, outcome, unknown: outcome.unknown };
    }
    const client = isObject(outcome) && isObject(outcome['client']) ? outcome['client']['id'] : undefined;
    throw new StepError('The state that the main step left is incomplete, so nothing can be cleaned up. ' +
        `${typeof client === 'string' ? `The client ${client} was created` : 'A client may have been created'}: look for it ` +
        `in the tenant at ${ADMIN_MENU}, and delete it if it is not needed.`);
}
const isPlan = (json) => isObject(json) && isObject(json['place']) && typeof json['timeout'] === 'number' && isObject(json['existing']);
const isOutcome = (json) => isObject(json) && Array.isArray(json['unknown']) && (json['state'] === 'none' || isObject(json['client']));

;// CONCATENATED MODULE: ./lib/update.js











async function update(existing, settings, tools) {
    const { request, given, dryRun } = settings;
    const { report } = tools;
    const [client, ...others] = existing;
    if (client === undefined || others.length > 0)
        throw whichOf(existing, request.name, tools);
    if (containsMarker(client.description ?? '')) {
        throw new StepError(`The client ${client.id} ${namedText(request.name, report.quote)} is ephemeral: another job deletes it at its end, so it ` +
            'is not updated. Use different names for ephemeral clients and those that stay.');
    }
    const different = compare(request, client.fields, { names: given, exactUris: true });
    const changes = different.filter(({ patchable }) => patchable);
    const unchangeable = different.filter(({ patchable }) => !patchable);
    const fixed = unchangeable.filter(({ kind }) => kind !== 'missing');
    const hidden = unchangeable.filter(({ kind }) => kind === 'missing');
    const visible = different.filter(deviation => !hidden.includes(deviation));
    if (visible.length > 0)
        report.info(`The client ${client.id} differs:\n  ${showChanges(visible, tools, '\n  ')}`);
    if (fixed.length > 0) {
        throw new StepError(`The tenant cannot change this in an existing client: ${showChanges(fixed, tools)}. Nothing was changed in the ` +
            `client ${client.id}. Set if-exists to replace, which creates a new client with a new id and secret.`);
    }
    const notShown = showDeviations(hidden, report.quote);
    if (notShown !== '')
        report.warning(`The tenant does not show all fields of the client ${client.id}: ${notShown}.`);
    if (dryRun || changes.length === 0)
        return handOutExisting(client, { ...tools, settings }, changes);
    const after = await patch(client, changes, settings, tools);
    check(client, after, changes, settings, tools);
    try {
        await handOutExisting(after, { ...tools, settings }, changes);
    }
    catch (error) {
        const names = changes.map(({ name }) => name).join(', ');
        throw new StepError(`${messageFor(error, report)} The client ${client.id} has been changed: ${names}.`);
    }
}
function whichOf(existing, name, { report }) {
    const clients = existing.map(({ id, created, lastUsed }) => {
        const used = lastUsed === null ? 'never used' : `last used ${timeText(lastUsed)}`;
        return `\n- ${id}: created ${timeText(created)}, ${used}`;
    });
    return new StepError(`${existing.length} clients are ${namedText(name, report.quote)} (times in UTC); nothing was changed:` +
        `${clients.join('')}\nDelete those that are not in use, give the one you mean a different name, or set ` +
        'if-exists to replace.');
}
async function patch({ id }, changes, settings, tools) {
    const { tenant, report, until } = tools;
    const names = changes.map(({ name }) => name);
    const requested = Object.fromEntries(changes.map(change => [change.name, change.requested]));
    const isAsRequested = (client) => compare(requested, client.fields, { names, exactUris: true }).length === 0;
    let cause = '';
    try {
        const tryUntil = until - reserveOf(settings.timeout);
        const after = await tenant.update(id, changes, tryUntil, () => stopIfEnded(settings.stopFile));
        if (isAsRequested(after))
            return after;
    }
    catch (error) {
        if (!(error instanceof UnclearError))
            throw error;
        if (error.proof === 'carried out') {
            report.info('The response does not show the client; reading it again.');
        }
        else {
            cause = `${error.message} ${error.advice} `;
            report.info(`${error.message} Checking whether it was carried out.`);
        }
    }
    const { clients } = await tenant.list().catch((reason) => {
        const message = messageFor(reason, report);
        throw new StepError(`${cause}The client ${id} may have been changed, and it could not be looked up: ${message}`);
    });
    const found = clients.find(client => client.id === id);
    if (found === undefined)
        throw new StepError(`${cause}The client ${id} no longer exists.`);
    if (cause === '' || isAsRequested(found))
        return found;
    throw new StepError(`${cause}The client ${id} is not as requested: the next run will try again.`);
}
function check(before, after, changes, settings, tools) {
    const { request, given } = settings;
    const { report, tenant } = tools;
    const notGiven = FIELDS.filter(row => 'right' in row && !given.includes(row.name)).map(({ name }) => name);
    const now = compare(request, after.fields, { names: given });
    const isWider = ({ kind, granted }) => kind === 'wider' && granted !== undefined;
    const wider = now.filter(isWider);
    const widened = compare(before.fields, after.fields, { names: notGiven }).filter(isWider);
    const place = adminPlace(tenant.connection.origin);
    const shown = [showDeviations(wider, report.quote), showDeviations(widened, report.quote, 'before')];
    const rights = shown.filter(text => text !== '').join('; ');
    if (rights !== '') {
        throw new StepError(`The client ${after.id} now has wider rights than requested: ${rights}. It may be in use, so it stays: check it at ${place}.`);
    }
    const open = now.filter(({ name }) => changes.some(change => change.name === name));
    const unchanged = open.filter(({ name }) => compare(before.fields, after.fields, { names: [name] }).length === 0);
    const notDone = showDeviations(unchanged, report.quote);
    if (notDone !== '') {
        throw new StepError(`The tenant accepted the update of the client ${after.id}, but did not carry it out: ${notDone}. ` +
            `Check the client at ${place}.`);
    }
    const other = now.filter(({ patchable }) => patchable);
    if (other.length > 0) {
        report.warning(`The tenant stored the client ${after.id} differently than requested: ${showDeviations(other, report.quote)}. Each run ` +
            'tries it again, unless the input is written as the tenant stores it.');
    }
}
const showChanges = (deviations, { report }, separator = '; ') => deviations.map(each => `${each.name}: now ${showChange(each, report.quote).join(', then ')}`).join(separator);

;// CONCATENATED MODULE: ./lib/verify.js








function checkGranted({ client }, request, report) {
    const deviations = compare(request, client.fields);
    const wider = deviations.filter(({ kind }) => kind === 'wider');
    const shown = showDeviations(wider.length > 0 ? wider : deviations, report.quote);
    if (wider.length > 0) {
        throw new StepError(`The tenant gave the client ${client.id} wider rights than requested: ${shown}. ` +
            'Check whether the owner of the token may grant what is requested.');
    }
    if (shown !== '')
        report.warning(`The tenant stored the client ${client.id} differently than requested: ${shown}.`);
}
async function verify({ client, secret }, settings, tools) {
    const { tenant, report, clock, until } = tools;
    const { request, timeout } = settings;
    const verifyUntil = Math.min(clock.now() + VERIFY_FOR, until - reserveOf(timeout));
    let refused;
    if (secret === undefined)
        throw new StepError(`The client ${client.id} has no secret to verify.`);
    for (let wait = VERIFY_AFTER;; wait *= 2) {
        const start = clock.now();
        try {
            const token = await tenant.tryCredentials(client.id, secret, verifyUntil);
            checkScope(client.id, request.scope, token, report);
            const { accessToken, expiresIn = request.accessTokenValiditySeconds } = token;
            return { accessToken, expiresAt: start + expiresIn * 1000 };
        }
        catch (error) {
            if (!(error instanceof TenantError))
                throw error;
            if (error.status === undefined)
                throw refused ?? error;
            const mayBeNew = error.status === 400 || error.status === 401;
            if (!mayBeNew || clock.now() + wait >= verifyUntil)
                throw error;
            refused = error;
            const most = seconds(verifyUntil - clock.now());
            report.info(`The tenant does not know the new credentials yet; trying again in ${seconds(wait)}, for ${most} at most.`);
            await pause(clock, wait);
        }
    }
}
function checkScope(id, requested, { scope }, report) {
    const names = scopesIn(scope) ?? [];
    const [granted, wanted] = [scopeSet(names), scopeSet(requested)];
    if (names.length === 0 || !names.every(name => name.includes(':')) || !granted || !wanted)
        return;
    const isMissingIn = (set) => (name) => name !== DEFAULT_SCOPE && !set.has(name);
    const more = wanted.has(ALL_SCOPES) ? [] : [...granted].filter(isMissingIn(wanted));
    const shown = (scopes) => report.quote(scopes.join(', '));
    if (more.length > 0)
        throw new StepError(`The token of the client ${id} has scopes that were not requested: ${shown(more)}.`);
    const isEverything = granted.has(ALL_SCOPES) || (wanted.has(ALL_SCOPES) && !granted.has(DEFAULT_SCOPE));
    const missing = isEverything ? [] : [...wanted].filter(isMissingIn(granted));
    if (missing.length > 0) {
        report.warning(`The token of the client ${id} lacks scopes that were requested: ${shown(missing)}. Check their spelling, and whether ` +
            'the owner of the token may grant them.');
    }
}

;// CONCATENATED MODULE: ./lib/main.js












const main = (start = run) => start(mainStep, 'OAuth client: step failed');
async function mainStep(machine) {
    const settings = await readCreateSettings(machine.env, machine.report);
    if (settings.kind === 'dry run')
        return showDryRun(settings, machine.report);
    await create(settings, openTools(machine, settings.connection, settings.timeout));
}
async function create(settings, tools) {
    const { ifExists, request, connection } = settings;
    const report = settings.dryRun ? { ...tools.report, state: () => { } } : tools.report;
    let journal = openJournal(planOf(settings, []), report);
    tools.atEnd(() => journal.close());
    const clients = ifExists === 'create' ? [] : (await tools.tenant.list()).clients;
    const existing = clientsNamed(request.name, clients, ownClientId(connection.signIn)).sort(newestFirst);
    if (existing.length > 0)
        journal = openJournal(planOf(settings, idsOf(existing)), report);
    const [newest] = existing;
    if (newest !== undefined && ifExists === 'fail')
        throw alreadyExists(existing, request.name, tools);
    if (newest !== undefined && ifExists === 'skip')
        return handOutExisting(newest, { ...tools, settings });
    if (newest !== undefined && ifExists === 'update')
        return update(existing, settings, tools);
    if (settings.dryRun)
        return showDryRun({ ...settings, place: connection, isLookedUp: true }, tools.report);
    for (const warning of settings.warnings)
        tools.report.warning(warning);
    const older = replaceable(existing, journal.plan);
    if (ifExists === 'replace')
        warnOfSameRun(older, tools);
    await createAndHandOut({ ...tools, settings, journal, before: new Set(idsOf(clients)) }, older);
}
async function createAndHandOut(creation, older) {
    const { settings, journal, report } = creation;
    const created = await createClient(creation);
    const { requestId } = created;
    const { id, created: at } = created.client;
    const client = { id, created: at, requestId, isIdKept: isFromRequest(requestId, created.client) };
    try {
        journal.write({ state: 'created', client });
        checkGranted(created, created.request, report);
        const token = settings.verify ? await verify(created, settings, creation) : undefined;
        stopIfEnded(settings.stopFile);
        journal.write({ state: 'handing out', client });
        await handOut(created, token, idsOf(dueOf(older, settings.keepOlder, at)), creation);
        journal.write({ state: 'handed out', client });
    }
    catch (error) {
        throw await undo(client, error, creation);
    }
}

;// CONCATENATED MODULE: ./lib/post.js












const post = (start = run) => start(postStep, 'OAuth client: post step failed');
async function postStep(machine) {
    const { env, report } = machine;
    const journal = readJournal(env, report);
    if (journal === undefined)
        return;
    maskSecrets(env, CREATE_ROWS, report);
    const { connection, timeout } = journal.plan;
    await cleanUp(journal, readJobStatus(env), openTools(machine, connection, timeout, 'post'));
}
async function cleanUp(journal, jobStatus, tools) {
    if (journal.outcome.state !== 'handed out')
        stopMainStep(journal.plan, tools);
    const problem = await settleClient(journal, jobStatus, tools).catch((error) => messageFor(error, tools.report));
    throwAll([problem, await cleanUpLeftovers(journal, tools)]);
}
async function settleClient(journal, jobStatus, tools) {
    const { plan, outcome } = journal;
    switch (outcome.state) {
        case 'none':
            return undefined;
        case 'created':
            return remove(outcome.client.id, tools);
        case 'handing out':
            if (plan.isEphemeral)
                return remove(outcome.client.id, tools);
            return void tools.report.warning(`The step was stopped while it handed out the client ${outcome.client.id}. Its secret may be stored nowhere: delete ` +
                `it at ${adminPlace(plan.connection.origin)} if it is not in use.`);
        case 'handed out':
            if (plan.isEphemeral)
                return remove(outcome.client.id, tools);
            if (plan.keepOlder === undefined)
                return undefined;
            return completeReplacement(journal, outcome.client, jobStatus, tools);
    }
}
async function remove(id, tools) {
    const removal = await removeAll([id], tools);
    await summarizeDeleted(removal.deleted, tools.report);
    return couldNotDelete(removal, tools.tenant);
}
function stopMainStep({ stopFile }, { report }) {
    try {
        (0,external_node_fs_namespaceObject.writeFileSync)(stopFile, '');
    }
    catch (error) {
        report.debug(stackOf(error));
    }
}

;// CONCATENATED MODULE: ./lib/selection.js



const STAMPED_EVERY = DAY;
function selection_select(clients, selectors, now) {
    const isNewest = newestOfEachName(clients, selectors.keep);
    return clients
        .filter(client => isMeant(client, selectors) && !isYoung(client, selectors, now))
        .sort((a, b) => newestFirst(b, a))
        .map(client => {
        if (isSameId(client.id, selectors.ownId))
            return kept(client, 'own', 'the action is signed in with it');
        if (!selectors.ids && isInternal(client))
            return kept(client, 'internal', 'internal; delete it by its client-id');
        if (isNewest(client))
            return kept(client, 'newest', `newest ${selectors.keep} of its name`);
        if (hasNoAge(client, selectors))
            return kept(client, 'no age', 'its times cannot be read');
        return { client, deleted: true, reason: 'selected', why: whySelected(client, selectors) };
    });
}
const kept = (client, reason, why) => ({ client, deleted: false, reason, why });
const isMeant = (client, { ids, name, ephemeralOf }) => (ids === undefined || ids.includes(client.id)) &&
    (name === undefined || matchesGlob(normalizedName(client.name), normalizedName(name))) &&
    (ephemeralOf === undefined || isEphemeralOf(ephemeralOf, client));
function isYoung({ created, lastUsed }, { olderThan, unusedFor }, now) {
    const isSince = (time, age) => typeof time === 'number' && time >= now - age;
    if (olderThan !== undefined && isSince(created, olderThan))
        return true;
    return unusedFor !== undefined && (isSince(created, unusedFor) || isSince(lastUsed, unusedFor + STAMPED_EVERY));
}
function hasNoAge({ created, lastUsed }, { olderThan, unusedFor, keep }) {
    const ageMatters = olderThan !== undefined || unusedFor !== undefined || keep > 0;
    return (ageMatters && created === undefined) || (unusedFor !== undefined && lastUsed === undefined);
}
function matchesGlob(text, glob) {
    const [first = '', ...parts] = glob.split('*');
    const last = parts.pop();
    if (last === undefined)
        return text === first;
    if (!text.startsWith(first))
        return false;
    let end = first.length;
    for (const part of parts) {
        const start = text.indexOf(part, end);
        if (start < 0)
            return false;
        end = start + part.length;
    }
    return text.length - last.length >= end && text.endsWith(last);
}
function newestOfEachName(clients, keep) {
    const timesOf = new Map();
    for (const { name, created } of clients.toSorted(newestFirst)) {
        const times = timesOf.get(normalizedName(name)) ?? [];
        if (created !== undefined)
            times.push(created);
        timesOf.set(normalizedName(name), times);
    }
    return ({ name, created }) => keep > 0 && created !== undefined && created >= (timesOf.get(normalizedName(name))?.[keep - 1] ?? created);
}
function whySelected({ lastUsed }, { ids, name, ephemeralOf, olderThan, unusedFor }) {
    const reasons = [
        ids && 'its id is given',
        name && 'name matches',
        ephemeralOf && "has this repository's marker",
        olderThan && 'old enough',
        unusedFor && (lastUsed === null ? 'never used' : 'not used for long enough'),
    ];
    return reasons.filter(Boolean).join(', ');
}

;// CONCATENATED MODULE: ./lib/inputs/prune-inputs.js








async function readPruneSettings(env, report) {
    const inputs = openInputs(env, report, { ...CONNECTION_INPUTS, ...PRUNE_INPUTS });
    const { given, complain } = inputs;
    const found = readConnection(inputs);
    const ids = await inputs.list('client-id');
    const wrong = (ids ?? []).filter(id => !isClientId(id)).map(id => `${report.quote(id)} is not the id of a client`);
    if (wrong.length > 0)
        complain('client-id', firstOf(wrong, MOST_SHOWN, '; '));
    const ephemeral = inputs.flag('ephemeral');
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    if (ephemeral && repository === '')
        complain('ephemeral', 'needs GITHUB_REPOSITORY, which the runner sets');
    const olderThan = inputs.duration('older-than');
    const unusedFor = inputs.duration('unused-for');
    if (unusedFor !== undefined && unusedFor < STAMPED_EVERY)
        complain('unused-for', 'must be at least 1d: the tenant records the use of a client only once a day');
    const keep = inputs.integer('keep');
    const dryRun = inputs.flag('dry-run');
    inputs.flag('summary');
    const timeout = inputs.integer('timeout-seconds') * 1000;
    const name = given('name') || undefined;
    const why = "give client-id, name or ephemeral; an empty selection never means all clients (name: '*' does)";
    if (given('client-id') === '' && name === undefined && !ephemeral)
        complain('client-id', `is missing: ${why}`);
    const { connection } = inputs.finish(['GITHUB_OUTPUT'], { connection: found });
    if (ephemeral && olderThan === undefined && ids === undefined && !dryRun)
        report.warning('ephemeral: without older-than, clients of jobs that are still running are deleted as well.');
    const ephemeralOf = ephemeral ? repository : undefined;
    const ownId = ownClientId(connection.signIn);
    const selectors = { ids, name, ephemeralOf, olderThan, unusedFor, keep, ownId };
    return { connection, selectors, dryRun, timeout };
}

;// CONCATENATED MODULE: ./lib/prune.js











const prune = (start = run) => start(pruneStep, 'OAuth clients: prune failed');
async function pruneStep(machine) {
    const settings = await readPruneSettings(machine.env, machine.report);
    await sweep(settings, openTools(machine, settings.connection, settings.timeout));
}
async function sweep({ selectors, dryRun }, tools) {
    const { tenant, report, clock } = tools;
    const start = clock.now();
    const { clients, tenantTime } = await tenant.list();
    const decisions = selection_select(clients, selectors, nowOf(tenantTime, start));
    const chosen = decisions.filter(({ deleted }) => deleted).map(({ client }) => client.id);
    for (const line of remarks(decisions, selectors, new Set(idsOf(clients))))
        report.warning(line);
    const lines = decisions.length === 0 ? [] : asText(rowsOf(decisions, dryRun));
    if (lines.length > LONG_TABLE)
        report.group(count(decisions.length, 'client'), lines);
    else
        for (const line of lines)
            report.info(line);
    const removal = dryRun ? NOTHING_REMOVED : await removeAll(chosen, tools);
    const { deleted, alreadyGone } = removal;
    const removed = [...deleted, ...alreadyGone];
    const all = count(clients.length, 'client');
    const part = (number, what) => (number > 0 ? `, ${number} ${what}` : '');
    const rest = part(alreadyGone.length, 'no longer existed') + part(chosen.length - removed.length, 'not deleted');
    const swept = `${deleted.length} of ${all} deleted in ${seconds(clock.now() - start)}${rest}.`;
    const whatWasDone = dryRun ? `Dry run: ${chosen.length} of ${all} would be deleted.` : swept;
    const result = decisions.length === 0 ? `The selectors match 0 of ${all}.` : whatWasDone;
    report.info(result);
    const html = decisions.length === 0 ? '' : summaryOf(decisions, dryRun, removal, report);
    await addSummary(withoutEscapes(result, report.hide), html, adminPage(tenant.connection.origin), report);
    let notWritten;
    try {
        const selected = JSON.stringify(chosen);
        report.outputs({ selected, deleted: JSON.stringify(removed), count: String(removed.length) });
    }
    catch (error) {
        notWritten = messageFor(error, report);
    }
    throwAll([notWritten, couldNotDelete(removal, tenant)]);
}
const LONG_TABLE = 20;
const MOST_ROWS = 500;
function nowOf(tenantTime, ours) {
    if (tenantTime === undefined)
        return ours;
    return Math.abs(tenantTime - ours) > DAY ? Math.min(tenantTime, ours) : tenantTime;
}
function remarks(decisions, { ids = [] }, there) {
    const missing = ids.filter(id => !there.has(id));
    const own = decisions.find(({ reason }) => reason === 'own');
    const ageless = decisions.filter(({ reason }) => reason === 'no age').map(({ client }) => oneLine(client.id));
    return [
        missing.length > 0 ? `client-id: not in the tenant: ${missing.join(', ')}.` : '',
        own === undefined ? '' : `The client ${oneLine(own.client.id)} is not deleted: ${own.why}.`,
        ageless.length > 0 ? `Kept, because created or lastUsed cannot be read: ${ageless.join(', ')}.` : '',
    ].filter(line => line !== '');
}
function rowsOf(decisions, dryRun) {
    const rows = decisions.map(({ client, deleted, why }) => [
        oneLine(client.name ?? ''),
        oneLine(client.id),
        ...timesOf(client),
        `${deleted ? (dryRun ? 'would delete' : 'delete') : 'keep'}: ${why}`,
    ]);
    return [['Name', 'client-id', ...TIMES, 'Decision'], ...rows];
}
function summaryOf(decisions, dryRun, removal, report) {
    const headingOf = (name) => withoutEscapes(report.quote(name), report.hide);
    const nameOf = ({ client }) => client.name ?? '';
    const became = new Map(removal.deleted.map(id => [id, '✅ deleted']));
    for (const id of removal.alreadyGone)
        became.set(id, '✅ no longer existed');
    const rows = decisions
        .toSorted((a, b) => Number(nameOf(a) > nameOf(b)) - Number(nameOf(a) < nameOf(b)))
        .slice(0, MOST_ROWS)
        .flatMap((decision, at, all) => {
        const { client, deleted: isChosen, why } = decision;
        const result = !isChosen ? '🔒 kept' : dryRun ? '❗ would delete' : (became.get(client.id) ?? '❌ not deleted');
        const whole = [oneLine(client.id), ...timesOf(client)].map(text => ({ text, nowrap: true }));
        const row = [{ text: result, strong: isChosen, nowrap: true }, ...whole, why];
        const before = all[at - 1];
        return before !== undefined && nameOf(before) === nameOf(decision) ? [row] : [[headingOf(nameOf(decision))], row];
    });
    const head = ['Result', 'client-id', ...TIMES, 'Why'];
    return table([head, ...rows], 'row', report.hide, Math.max(0, decisions.length - MOST_ROWS));
}
const TIMES = ['Created (UTC)', 'Last used (UTC)'];
const timesOf = ({ created, lastUsed: last }) => [timeText(created), last === null ? 'never' : timeText(last)];
function asText(rows) {
    const widthOf = (column) => Math.min(40, Math.max(...rows.map(row => String(row[column]).length)));
    const widths = rows[0]?.map((_, column) => widthOf(column)) ?? [];
    const lineOf = (row) => row.map((cell, column) => cell.padEnd(Number(widths[column]))).join('  ');
    return rows.map(row => lineOf(row).trimEnd());
}

;// CONCATENATED MODULE: ./lib/inputs/unseal-inputs.js




const WHY_EMPTY = `the job that sealed it must be listed under needs and pass it on in its outputs. If both are true:
  - seal-key was empty in that job, or there was no secret to seal (if-exists skip, dry-run, a PUBLIC client)
  - that job warned "Skip output 'sealed' since it may contain secret": it contains a secret of a few characters by chance. Run it again, or make that secret a variable`;
function readUnsealSettings(env, report) {
    const inputs = openInputs(env, report, UNSEAL_INPUTS);
    const { given, complain, meant } = inputs;
    const exportEnv = inputs.flag('export-env');
    const key = parseSealKey(given('seal-key'));
    if (given('seal-key') === '')
        complain('seal-key', `is missing${meant('seal-key')}. ${whySecretsAreEmpty(env)}`);
    else if (key === undefined)
        complain('seal-key', SEAL_KEY_FORM);
    const sealed = given('sealed');
    if (sealed === '')
        complain('sealed', `is empty${meant('sealed')}: ${WHY_EMPTY}`);
    const files = ['GITHUB_OUTPUT', ...(exportEnv ? ['GITHUB_ENV'] : [])];
    return { sealed, exportEnv, ...inputs.finish(files, { key }) };
}

;// CONCATENATED MODULE: ./lib/unseal.js






const unseal = (start = run) => start(unsealStep);
async function unsealStep({ env, report }) {
    const { sealed, key, exportEnv } = readUnsealSettings(env, report);
    const content = await openSealed(sealed, key, env['GITHUB_REPOSITORY'] ?? '').catch((error) => {
        throw new StepError(`sealed: ${messageOf(error)}.`);
    });
    const secret = Secret.mask(content.secret, report);
    const { attempt } = content;
    if (content.run === env['GITHUB_RUN_ID'] && attempt !== undefined && attempt !== env['GITHUB_RUN_ATTEMPT']) {
        report.warning(`sealed: was made by attempt ${attempt} of this run, so the client ${content.id} may have been deleted ` +
            'since. "Re-run all jobs" creates a new one.');
    }
    const { id, client, 'base-url': origin } = content;
    report.outputs(credentialOutputs(origin, { id, fields: client }, secret, report));
    if (exportEnv)
        exportCredentials(origin, id, secret, report);
    report.info(`Opened the client ${id}, sealed by run ${content.run} at ${content.created}.`);
}

;// CONCATENATED MODULE: ./lib/index.js





module.exports = __webpack_exports__;
/******/ })()
;