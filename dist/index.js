import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var net = __nccwpck_require__(278);
var tls = __nccwpck_require__(756);
var http = __nccwpck_require__(611);
var https = __nccwpck_require__(692);
var events = __nccwpck_require__(434);
var assert = __nccwpck_require__(613);
var util = __nccwpck_require__(23);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
__webpack_unused_export__ = debug; // for test


/***/ }),

/***/ 613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 23:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  iW: () => (/* reexport */ main),
  bE: () => (/* reexport */ post),
  R3: () => (/* reexport */ prune_prune),
  Du: () => (/* reexport */ unseal_unseal)
});

;// CONCATENATED MODULE: ./lib/text.js
/** Text as a message shows it: quoted, on one line, shortened. Never used for secrets. */
function quote(value, longest = 80) {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
    return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
}
/** `1 client`, `2 clients`. */
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
/** Milliseconds as a reader counts them: `0.4 s`, `12 s`. */
function seconds(milliseconds) {
    const value = milliseconds / 1000;
    return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} s`;
}
/**
 * The candidate that a mistyped word most likely means, or undefined when none is near: at most two letters apart
 * (Levenshtein), case, `-` and `_` not counted.
 */
function nearest(word, candidates) {
    const ranked = candidates
        .map(candidate => ({ candidate, distance: distance(plain(word), plain(candidate)) }))
        .sort((a, b) => a.distance - b.distance);
    const best = ranked[0];
    return best !== undefined && best.distance <= 2 ? best.candidate : undefined;
}
function plain(word) {
    return word
        .toLowerCase()
        .replaceAll(/[-_\s]/g, '')
        .slice(0, 64);
}
function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./lib/client-request.js

/** https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** https://www.rfc-editor.org/rfc/rfc3986#appendix-A: `URI`, with its groups scheme and fragment. */
const URI = uriPattern();
/** The greatest int32, the vendor's type for durations in seconds. */
const MAX_INTEGER = 2_147_483_647;
/**
 * The 15 fields of the request. Everything about a field stands here: parsing, the body, the checks and the tests of
 * action.yml and README come from these rows.
 * Source: the vendor's API description, schema CreateOAuthClientRequest.
 */
const FIELDS = [
    {
        name: 'businessName',
        input: 'business-name',
        kind: 'text',
        required: false,
        nullable: true,
        description: 'The name of the business that the client belongs to.',
    },
    {
        name: 'homepageUrl',
        input: 'homepage-url',
        kind: 'uri',
        required: false,
        nullable: true,
        description: "The home page of the client's owner, an absolute URI.",
    },
    {
        name: 'name',
        input: 'name',
        kind: 'text',
        required: true,
        nullable: true,
        description: 'A name that people recognize the client by. Required, here or in body-file.',
    },
    {
        name: 'description',
        input: 'description',
        kind: 'text',
        required: true,
        nullable: true,
        description: 'What the client is for. Default: a line that names the repository, the workflow and the URL of the run.',
    },
    {
        name: 'accessTokenValiditySeconds',
        input: 'access-token-validity-seconds',
        kind: 'integer',
        required: true,
        nullable: false,
        default: 750,
        description: 'How many seconds an access token of the client is valid. Default: 750.',
    },
    {
        name: 'refreshTokenValiditySeconds',
        input: 'refresh-token-validity-seconds',
        kind: 'integer',
        required: false,
        nullable: false,
        description: 'How many seconds a refresh token of the client is valid.',
    },
    {
        name: 'redirectUris',
        input: 'redirect-uris',
        kind: 'redirect URIs',
        required: false,
        nullable: true,
        description: 'The redirect URIs of the authorization code flow, a list; AUTHORIZATION_CODE needs at least one. Absolute, without a fragment.',
    },
    {
        name: 'grantTypes',
        input: 'grant-types',
        kind: 'choices',
        values: ['CLIENT_CREDENTIALS', 'AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
        required: true,
        nullable: true,
        default: ['CLIENT_CREDENTIALS'],
        description: 'The grant types of the client, a list of CLIENT_CREDENTIALS, AUTHORIZATION_CODE, REFRESH_TOKEN. Default: CLIENT_CREDENTIALS.',
    },
    {
        name: 'accessType',
        input: 'access-type',
        kind: 'choice',
        values: ['ONLINE', 'OFFLINE'],
        required: true,
        nullable: false,
        default: 'OFFLINE',
        description: 'ONLINE or OFFLINE. Default: OFFLINE.',
    },
    {
        name: 'type',
        input: 'type',
        kind: 'choice',
        values: ['CONFIDENTIAL', 'PUBLIC'],
        required: false,
        nullable: false,
        description: 'CONFIDENTIAL or PUBLIC; the tenant takes CONFIDENTIAL when it is not given.',
    },
    {
        name: 'internal',
        input: 'internal',
        kind: 'boolean',
        required: false,
        nullable: false,
        description: 'Whether the client may be used for requests within the product: true or false.',
    },
    {
        name: 'enabled',
        input: 'enabled',
        kind: 'boolean',
        required: true,
        nullable: false,
        default: true,
        description: 'Whether the client can be used: true or false. Default: true.',
    },
    {
        name: 'strongAuthSupported',
        input: 'strong-auth-supported',
        kind: 'boolean',
        required: false,
        nullable: false,
        description: 'Whether the client supports strong authentication: true or false.',
    },
    {
        name: 'claimsSupported',
        input: 'claims-supported',
        kind: 'boolean',
        required: false,
        nullable: false,
        description: 'Whether the client supports SAML claims in the authorization code flow: true or false.',
    },
    {
        name: 'scope',
        input: 'scope',
        kind: 'scopes',
        required: false,
        nullable: true,
        description: 'The scopes of the client, a list. Without it the tenant grants sp:scopes:all: every right of the owner of the token.',
    },
];
/**
 * Checks a draft and completes it with the defaults.
 *
 * @param description what stands for a description that is not given
 * @returns the request, or every problem that it has
 */
function toClientRequest(draft, description) {
    const problems = [];
    const body = {};
    for (const field of FIELDS) {
        const row = field;
        const given = draft[field.name];
        if (given === undefined) {
            const value = field.name === 'description' ? description : row.default;
            if (value !== undefined)
                body[field.name] = value;
            if (value === undefined && row.required)
                problems.push({ field: field.name, problem: 'is missing: it has no default' });
            continue;
        }
        const { value, problem } = checkValue(row, given.value, given.show);
        if (problem !== undefined)
            problems.push({ field: field.name, problem });
        else
            body[field.name] = value;
    }
    const authorizationCode = Array.isArray(body['grantTypes']) && body['grantTypes'].includes('AUTHORIZATION_CODE');
    const redirectUris = body['redirectUris'];
    if (authorizationCode && (!Array.isArray(redirectUris) || redirectUris.length === 0)) {
        const alreadyNamed = problems.some(({ field }) => field === 'redirectUris');
        if (!alreadyNamed)
            problems.push({ field: 'redirectUris', problem: 'AUTHORIZATION_CODE needs at least one' });
    }
    return isClientRequest(body, problems) ? { request: body } : { problems };
}
/** What is allowed but hardly meant, one sentence each. */
function requestWarnings(request) {
    const warnings = [];
    if (request.scope === undefined || request.scope === null || request.scope.length === 0) {
        warnings.push({
            field: 'scope',
            warning: 'none is given, so the client gets sp:scopes:all, every right of the owner of the token. ' +
                'Name the scopes that the client needs.',
        });
    }
    const grantTypes = request.grantTypes ?? [];
    if (grantTypes.includes('REFRESH_TOKEN') && !grantTypes.includes('AUTHORIZATION_CODE')) {
        warnings.push({
            field: 'grantTypes',
            warning: 'REFRESH_TOKEN does nothing without AUTHORIZATION_CODE, the only grant that issues refresh tokens.',
        });
    }
    if (request.type === 'PUBLIC' && grantTypes.includes('CLIENT_CREDENTIALS')) {
        warnings.push({
            field: 'type',
            warning: 'a PUBLIC client has no secret, so it cannot use CLIENT_CREDENTIALS (RFC 6749 section 4.4).',
        });
    }
    return warnings;
}
/** With no problem left, every field has been checked against its row: that is what makes the body a request. */
function isClientRequest(_body, problems) {
    return problems.length === 0;
}
function checkValue(row, value, show) {
    if (value === null)
        return row.nullable ? { value } : { problem: 'must not be null' };
    switch (row.kind) {
        case 'text':
            if (typeof value !== 'string')
                return { problem: `must be text, not ${show(value)}` };
            return row.name === 'name' && value.trim() === '' ? { problem: 'must not be empty' } : { value };
        case 'uri':
            return typeof value === 'string' ? checkUri(value, show) : { problem: `must be a URI, not ${show(value)}` };
        case 'integer':
            return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_INTEGER
                ? { value }
                : { problem: `must be a whole number from 1 to ${MAX_INTEGER}, not ${show(value)}` };
        case 'boolean':
            return typeof value === 'boolean' ? { value } : { problem: `must be true or false, not ${show(value)}` };
        case 'choice':
            return checkChoice(value, show, row.values ?? []);
        case 'choices':
            return checkList(value, show, item => checkChoice(item, show, row.values ?? []));
        case 'redirect URIs':
            return checkList(value, show, item => checkRedirectUri(item, show));
        case 'scopes':
            return checkList(value, show, item => checkScope(item, show));
    }
}
function checkList(value, show, checkItem) {
    if (!Array.isArray(value))
        return { problem: `must be a list, not ${show(value)}` };
    const items = new Set();
    const problems = new Set();
    for (const item of value) {
        const checked = typeof item === 'string' ? checkItem(item) : { problem: `${show(item)} is not text` };
        if (checked.problem === undefined)
            items.add(checked.value);
        else
            problems.add(checked.problem);
    }
    return problems.size > 0 ? { problem: [...problems].join('; ') } : { value: [...items] };
}
function checkChoice(value, show, values) {
    const upper = typeof value === 'string' ? value.toUpperCase() : '';
    if (values.includes(upper))
        return { value: upper };
    const meant = nearest(upper, values);
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
    return { problem: `${show(value)} is not one of ${values.join(', ')}${hint}` };
}
function checkScope(value, show) {
    if (SCOPE_TOKEN.test(value))
        return { value };
    return {
        problem: `${show(value)} is not a scope (RFC 6749 section 3.3: visible ASCII without quotes and backslashes)`,
    };
}
function checkRedirectUri(value, show) {
    if (!value.includes('#'))
        return checkUri(value, show);
    return { problem: `${show(value)} has a fragment, which a redirect URI must not have (RFC 6749 section 3.1.2)` };
}
function checkUri(value, show) {
    const scheme = URI.exec(value)?.groups?.['scheme']?.toLowerCase();
    if (scheme === undefined) {
        return { problem: `${show(value)} is not an absolute URI such as https://example.com/callback (RFC 3986)` };
    }
    // By the grammar `localhost:3000` is a URI of the scheme "localhost": nobody means that.
    if (/^(localhost|[\w-]+(\.[\w-]+)+):\d+([/?#]|$)/.test(value)) {
        return { problem: `${show(value)} has no scheme; put http:// or https:// before it` };
    }
    if ((scheme === 'http' || scheme === 'https') && !/^https?:\/\/[^/?#]/i.test(value)) {
        return { problem: `${show(value)} has no host` };
    }
    return { value };
}
function uriPattern() {
    const percent = '%[0-9A-Fa-f]{2}';
    const unreserved = "[A-Za-z0-9._~!$&'()*+,;=-]"; // unreserved and sub-delims
    const pchar = `(?:${unreserved}|[:@]|${percent})`;
    const userinfo = `(?:(?:${unreserved}|:|${percent})*@)?`;
    const host = `(?:\\[(?:[0-9A-Fa-f:.]+|[vV][0-9A-Fa-f]+\\.(?:${unreserved}|:)+)\\]|(?:${unreserved}|${percent})*)`;
    const segments = `(?:/${pchar}*)*`;
    const path = `//${userinfo}${host}(?::[0-9]*)?${segments}|/(?:${pchar}+${segments})?|${pchar}+${segments}|`;
    const tail = `(?:${pchar}|[/?])*`;
    return new RegExp(`^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?:${path})(?:\\?${tail})?(?:#${tail})?$`);
}

;// CONCATENATED MODULE: ./lib/client.js

/** An answer, or a part of one, that is not what the API promises. */
class Malformed extends Error {
}
const SHOWN_FIELDS = ['id', ...FIELDS.map(({ name }) => name), 'created', 'modified', 'lastUsed'];
/** @throws Malformed when it is not JSON */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        throw new Malformed(text === '' ? 'an empty body' : 'a body that is not JSON');
    }
}
/** @throws Malformed when it is not an object */
function parseObject(json) {
    if (!isObject(json))
        throw new Malformed('JSON of another kind than the object that is due');
    return json;
}
/**
 * @param json a client, in an answer to create or in a list
 * @throws Malformed when it has no id that could stand in a URL and in a log line
 */
function parseClient(json) {
    const object = parseObject(json);
    const id = object['id'];
    if (typeof id !== 'string' || !isClientId(id))
        throw new Malformed('a client without a usable id');
    return {
        id,
        name: textOrNull(object['name']),
        description: textOrNull(object['description']),
        created: timeOf(object['created']),
        lastUsed: timeOf(object['lastUsed']),
        fields: Object.fromEntries(SHOWN_FIELDS.filter(name => name in object).map(name => [name, object[name]])),
    };
}
/** @throws Malformed when one of them is no client, so that nothing is decided on half a list */
function parseClients(json) {
    if (!Array.isArray(json))
        throw new Malformed('JSON of another kind than the list that is due');
    return json.map(parseClient);
}
/**
 * The secret in the answer to a create request.
 *
 * @returns undefined when it has none
 * @throws Malformed when it is nothing that could be one
 */
function parseSecret(json) {
    const secret = parseObject(json)['secret'];
    if (secret === undefined || secret === null || secret === '')
        return undefined;
    if (typeof secret !== 'string' || !isOpaque(secret))
        throw new Malformed('a secret that is not plain text');
    return secret;
}
/** The access token in the answer of a token endpoint (RFC 6749 section 5.1). @throws Malformed */
function parseAccessToken(json) {
    const token = parseObject(json)['access_token'];
    if (typeof token !== 'string' || !isOpaque(token))
        throw new Malformed('no usable access_token');
    return token;
}
/** Whether a text can be a client's id: plain letters that need no encoding in a URL. */
function isClientId(text) {
    return /^[A-Za-z0-9_-]{1,128}$/.test(text);
}
/** The newest first. One without a time of creation counts as new, so that nothing is deleted for want of a date. */
function byAge(a, b) {
    return (b.created ?? Number.MAX_SAFE_INTEGER) - (a.created ?? Number.MAX_SAFE_INTEGER);
}
function isObject(json) {
    return typeof json === 'object' && json !== null && !Array.isArray(json);
}
/** Visible ASCII: what can be masked on one line and sent in a header. */
function isOpaque(text) {
    return /^[\x21-\x7e]+$/.test(text);
}
function textOrNull(json) {
    return typeof json === 'string' ? json : null;
}
function timeOf(json) {
    const time = typeof json === 'string' ? Date.parse(json) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
}

;// CONCATENATED MODULE: ./lib/connection.js


/** Path of the resource below the tenant's origin, by api-version. */
const CLIENTS_PATHS = {
    beta: '/beta/oauth-clients',
    v3: '/v3/oauth-clients',
    v2024: '/v2024/oauth-clients',
    v2025: '/v2025/oauth-clients',
    v2026: '/v2026/oauth-clients',
    v1: '/oauth-clients/v1',
};
const FORK = 'A pull request from a fork receives no secrets.';
const MISSING_HALF = 'is missing:';
/** The URL of the resource that clients are created in, listed from and deleted below. */
function clientsUrl({ origin, apiVersion }) {
    return origin + CLIENTS_PATHS[apiVersion];
}
/** The token endpoint (RFC 6749 section 3.2). */
function tokenUrl(origin) {
    return `${origin}/oauth/token`;
}
/**
 * The id of the client that these credentials belong to, so that it is never deleted: of a bearer token what it says
 * of itself (the claim client_id of RFC 9068 section 2.2), undefined when it is opaque.
 */
function ownClientId(credentials) {
    if (credentials.kind === 'pat')
        return credentials.clientId;
    try {
        const claims = JSON.parse(Buffer.from(credentials.accessToken.split('.')[1] ?? '', 'base64url').toString());
        const id = isObject(claims) ? claims['client_id'] : undefined;
        return typeof id === 'string' ? id : undefined;
    }
    catch {
        return undefined;
    }
}
/** Where an administrator sees and deletes clients; undefined for a vanity host, whose page cannot be derived. */
function adminPage(origin) {
    const [, tenant, domain] = /^https:\/\/([^./]+)\.api\.(identitynow(?:-demo)?\.com)$/.exec(origin) ?? [];
    return tenant && `https://${tenant}.${domain}/ui/ts/admin/security-settings/api-management`;
}
/** The same as words for a message. */
function adminPlace(origin) {
    return adminPage(origin) ?? 'Admin > Global > Security Settings > API Management';
}
/** @returns the connection, or undefined when there was a problem */
function readConnection(source, complain) {
    const place = readPlace(source, complain);
    const credentials = readCredentials(source, complain);
    if (place?.origin === '') {
        complain('tenant', 'is missing: set it (or base-url, or the environment variable SAIL_BASE_URL)');
    }
    if (credentials === 'missing') {
        complain('pat-client-id', 'is missing: set pat-client-id and pat-client-secret (a personal access token), or access-token, ' +
            `or the environment variables SAIL_CLIENT_ID and SAIL_CLIENT_SECRET. ${FORK}`);
    }
    if (place === undefined || credentials === undefined || credentials === 'missing')
        return undefined;
    return { ...place, credentials };
}
/** The same for a dry run, which needs no connection: what is missing is no problem, what is wrong is one. */
function readDryConnection(source, complain) {
    const place = readPlace(source, complain);
    readCredentials(source, (subject, problem) => {
        if (!problem.startsWith(MISSING_HALF))
            complain(subject, problem);
    });
    return place?.origin === '' ? { ...place, origin: 'https://<tenant>.api.identitynow.com' } : place;
}
/** The texts among inputs and environment that are secret, to be masked before anything is said about them. */
function secretTexts({ given, env }) {
    const inputs = ['pat-client-secret', 'access-token', 'seal-key'].map(given);
    return [...inputs, env['SAIL_CLIENT_SECRET']?.trim() ?? ''];
}
/** An empty origin stands for one that is missing, undefined for a problem that was told. */
function readPlace({ given, env }, complain) {
    const tenant = given('tenant');
    const version = readApiVersion(given('api-version'), complain);
    if (tenant !== '') {
        if (given('base-url') !== '')
            complain('base-url', 'is given beside tenant; keep one of the two');
        const name = tenant.toLowerCase();
        if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
            complain('tenant', `${quote(tenant)} is not a tenant name: "acme" stands for https://acme.api.identitynow.com`);
            return undefined;
        }
        return version && { origin: `https://${name}.api.identitynow.com`, apiVersion: version.given ?? 'beta' };
    }
    const subject = given('base-url') === '' ? 'SAIL_BASE_URL' : 'base-url';
    const text = given('base-url') || env['SAIL_BASE_URL']?.trim() || '';
    if (text === '')
        return version && { origin: '', apiVersion: version.given ?? 'beta' };
    const url = readBaseUrl(text);
    if (typeof url === 'string') {
        complain(subject, url);
        return undefined;
    }
    if (version?.given !== undefined && url.apiVersion !== undefined && version.given !== url.apiVersion) {
        complain('api-version', `is ${version.given}, but ${subject} ends with /${url.apiVersion}; keep one of the two`);
        return undefined;
    }
    return version && { origin: url.origin, apiVersion: version.given ?? url.apiVersion ?? 'beta' };
}
function readApiVersion(text, complain) {
    const version = text.toLowerCase();
    if (version === '')
        return { given: undefined };
    if (isApiVersion(version))
        return { given: version };
    complain('api-version', `${quote(text)} is not one of ${Object.keys(CLIENTS_PATHS).join(', ')}`);
    return undefined;
}
function isApiVersion(text) {
    return Object.hasOwn(CLIENTS_PATHS, text);
}
/** @returns origin and version, or what is wrong. The text is not shown where it may hold credentials. */
function readBaseUrl(text) {
    const example = 'such as https://acme.api.identitynow.com';
    // The URL class repairs much (backslashes, line breaks, missing slashes); what it would repair is a mistake here.
    if (!/^https?:\/\/[^\s\\/?#]+[^\s\\]*$/i.test(text) || !URL.canParse(text))
        return `is not a URL ${example}`;
    const url = new URL(text);
    if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/]*@/.test(text)) {
        return 'has user information before the host; sign in with pat-client-id and pat-client-secret';
    }
    if (text.includes('?') || text.includes('#'))
        return 'has a query or a fragment; remove it';
    const loopback = url.hostname === 'localhost' || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
    if (url.protocol !== 'https:' && !loopback) {
        return `${quote(text)} is not https: credentials would travel unencrypted. http is for a loopback host only`;
    }
    const version = url.pathname.replace(/^\//, '').replace(/\/$/, '').toLowerCase();
    if (version === '')
        return { origin: url.origin, apiVersion: undefined };
    if (isApiVersion(version))
        return { origin: url.origin, apiVersion: version };
    return `${quote(text)} has the path ${quote(url.pathname)}; only an api-version may follow the host`;
}
function readCredentials({ given, env }, complain) {
    const accessToken = given('access-token');
    const fromInputs = given('pat-client-id') !== '' || given('pat-client-secret') !== '';
    if (accessToken !== '') {
        if (fromInputs) {
            complain('access-token', 'is given beside pat-client-id or pat-client-secret; keep one way to sign in');
            return undefined;
        }
        // RFC 6750 section 2.1, b64token: anything else could not be sent, or would end the header.
        if (!/^[A-Za-z0-9._~+/-]+=*$/.test(accessToken)) {
            complain('access-token', 'is not a bearer token: it has a character that none can have (RFC 6750 section 2.1)');
            return undefined;
        }
        return { kind: 'token', accessToken };
    }
    const names = fromInputs ? ['pat-client-id', 'pat-client-secret'] : ['SAIL_CLIENT_ID', 'SAIL_CLIENT_SECRET'];
    const [idName = '', secretName = ''] = names;
    const read = (name) => (fromInputs ? given(name) : (env[name]?.trim() ?? ''));
    const clientId = read(idName);
    const clientSecret = read(secretName);
    if (clientId === '' && clientSecret === '')
        return 'missing';
    if (clientId === '')
        complain(idName, `${MISSING_HALF} ${secretName} is given without it. ${FORK}`);
    if (clientSecret === '')
        complain(secretName, `${MISSING_HALF} ${idName} is given without it. ${FORK}`);
    for (const name of names) {
        if (/[\x00-\x20\x7f]/.test(read(name)))
            complain(name, 'has a space, a line break or another control character in it');
    }
    return { kind: 'pat', clientId, clientSecret };
}

;// CONCATENATED MODULE: ./lib/seal.js

/** The key is used as it is, for one algorithm: RFC 7518 sections 4.5 and 5.3. */
const HEADER = { alg: 'dir', enc: 'A256GCM' };
/** What is said of a key that is none. */
const SEAL_KEY_FORM = 'is not 32 bytes as base64, base64url or 64 hex digits; make one with: openssl rand -base64 32';
/**
 * A key of 32 bytes, written as base64, base64url (padded or not) or 64 hex digits.
 *
 * @returns undefined when it is anything else
 */
function parseSealKey(text) {
    if (/^[0-9a-f]{64}$/i.test(text))
        return Buffer.from(text, 'hex');
    if (!/^([A-Za-z0-9+/]{43}|[A-Za-z0-9_-]{43})=?$/.test(text))
        return undefined;
    return Buffer.from(text, 'base64url');
}
/** @returns a compact JWE (RFC 7516): text that a job output may carry, because no secret occurs in it */
async function seal(content, key) {
    const { CompactEncrypt } = await Promise.all(/* import() */[__nccwpck_require__.e(803), __nccwpck_require__.e(587)]).then(__nccwpck_require__.bind(__nccwpck_require__, 587));
    return new CompactEncrypt(Buffer.from(JSON.stringify(content))).setProtectedHeader(HEADER).encrypt(key);
}
/**
 * Opens what `seal` made.
 *
 * @param repository of the workflow that opens it
 * @throws Error with what is wrong, without the text
 */
async function unseal(text, key, repository) {
    const { compactDecrypt } = await Promise.all(/* import() */[__nccwpck_require__.e(803), __nccwpck_require__.e(60)]).then(__nccwpck_require__.bind(__nccwpck_require__, 60));
    const { plaintext } = await compactDecrypt(text, key, {
        keyManagementAlgorithms: [HEADER.alg],
        contentEncryptionAlgorithms: [HEADER.enc],
    }).catch((error) => {
        throw new Error(reasonOf(error));
    });
    const content = parseJson(Buffer.from(plaintext).toString());
    if (!isSealed(content))
        throw new Error('was not made by this action: its content is of another kind');
    if (content.repository.toLowerCase() !== repository.toLowerCase()) {
        throw new Error('was made by another repository, and is opened only in its own');
    }
    return content;
}
/** By the codes of jose's errors. Its messages could quote the text. */
function reasonOf(error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_JWE_DECRYPTION_FAILED') {
        return 'cannot be opened: seal-key is another one than it was sealed with, or the text was changed or cut';
    }
    if (code === 'ERR_JOSE_ALG_NOT_ALLOWED' || code === 'ERR_JOSE_NOT_SUPPORTED') {
        return `is sealed in another way: only ${HEADER.alg} with ${HEADER.enc} is opened`;
    }
    return 'is not a sealed client: it was changed or cut, or is something else';
}
function isSealed(json) {
    return (isObject(json) &&
        isObject(json['client']) &&
        ['base-url', 'token-url', 'repository', 'run', 'created'].every(name => typeof json[name] === 'string') &&
        typeof json['id'] === 'string' &&
        isClientId(json['id']) &&
        typeof json['secret'] === 'string' &&
        isOpaque(json['secret']));
}

;// CONCATENATED MODULE: ./lib/summary.js

/**
 * Adds a section to the job summary. That it cannot be written is a warning: everything else has happened.
 *
 * @param html already escaped
 * @param adminPage where the tenant shows its clients, if that is known
 */
async function addSummary(title, html, adminPage, report) {
    const link = adminPage === undefined ? '' : `<p><a href="${adminPage}">API clients of the tenant</a></p>\n`;
    try {
        await report.summary(`<h3>${escapeHtml(title)}</h3>\n${html}${link}`);
    }
    catch (error) {
        report.warning(`The job summary could not be written: ${messageOf(error)}`);
    }
}
/** A table of texts, which are escaped here; `head` says whether the first row or the first column is the heading. */
function table(rows, head = 'column') {
    const lines = rows.map((row, y) => {
        const cells = row.map((cell, x) => {
            const tag = (head === 'row' ? y : x) === 0 ? 'th' : 'td';
            return `<${tag}>${escapeHtml(cell)}</${tag}>`;
        });
        return `<tr>${cells.join('')}</tr>`;
    });
    return `<table>\n${lines.join('\n')}\n</table>\n`;
}
/** A line break would end the HTML block and let Markdown begin. */
function escapeHtml(text) {
    return text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;')
        .replaceAll(/\r?\n|\r/g, '&#10;');
}

;// CONCATENATED MODULE: ./lib/hand-out.js




/**
 * Hands a new client to the workflow: outputs, exported variables, a line in the log, the job summary.
 *
 * @throws Error when an output could not be set; a summary that cannot be written is a warning
 */
async function handOut(created, settings, { report, clock }) {
    const { client, secret } = created;
    const { origin } = settings.connection;
    const sealed = await sealFor(created, settings, report, clock);
    setOutputs({ id: client.id, secret, client: client.fields, origin }, report);
    report.output('created', 'true');
    report.output('sealed', sealed);
    if (settings.exportEnv)
        exportCredentials(origin, client.id, secret, report);
    const lifetime = settings.mark === undefined ? '' : ' It is deleted at the end of the job.';
    report.info(`Created the OAuth client ${quote(client.name)}, client-id ${client.id}, at ${origin}.${lifetime}`);
    if (settings.summary)
        await addSummary('OAuth client created', describe(client, settings), adminPage(origin), report);
}
/** Hands out a client that was there already, without a secret: the tenant shows it only once. */
async function handOutExisting(client, settings, { report, clock }) {
    const { origin } = settings.connection;
    setOutputs({ id: client.id, secret: undefined, client: client.fields, origin }, report);
    report.output('created', 'false');
    report.output('sealed', await sealFor({ client, secret: undefined }, settings, report, clock));
    if (settings.exportEnv)
        exportCredentials(origin, client.id, undefined, report);
    report.info(`The OAuth client ${quote(client.name)} exists, client-id ${client.id}, at ${origin}; nothing was created.`);
    if (settings.summary)
        await addSummary('OAuth client found', describe(client, settings), adminPage(origin), report);
}
/** The outputs and the summary of a dry run. */
async function handOutNothing(place, body, summary, report) {
    setOutputs({ id: '', secret: undefined, client: undefined, origin: place.origin }, report);
    report.output('created', 'false');
    report.output('sealed', '');
    if (!summary)
        return;
    const request = `<p>POST <code>${escapeHtml(clientsUrl(place))}</code></p>\n<pre>${escapeHtml(body)}</pre>\n`;
    await addSummary('Dry run: no OAuth client created', request, undefined, report);
}
/** The outputs that create and unseal have in common. */
function setOutputs({ id, secret, client, origin }, report) {
    report.output('client-id', id);
    report.output('client-secret', secret ?? '');
    report.output('client', client === undefined ? '' : JSON.stringify(client));
    report.output('base-url', origin);
    report.output('token-url', tokenUrl(origin));
}
/** @returns the output `sealed`, empty when there is no key, or nothing to seal, which a notice says */
async function sealFor({ client, secret }, { sealing, connection: { origin } }, report, clock) {
    if (sealing === undefined)
        return '';
    if (secret === undefined) {
        report.notice(`seal-key: the output sealed is empty, because there is no secret of the client ${client.id} to seal.`);
        return '';
    }
    const { key, repository, run } = sealing;
    const content = {
        id: client.id,
        secret,
        'base-url': origin,
        'token-url': tokenUrl(origin),
        client: client.fields,
        repository,
        run,
        created: new Date(client.created ?? clock.now()).toISOString(),
    };
    return seal(content, key);
}
/** The names that the vendor's CLI and SDKs read. A new id beside an old secret would be worse than nothing. */
function exportCredentials(origin, id, secret, report) {
    if (secret === undefined) {
        report.warning(`export-env: nothing is exported, because there is no secret for the client ${id}.`);
        return;
    }
    report.exportVariable('SAIL_BASE_URL', origin);
    report.exportVariable('SAIL_CLIENT_ID', id);
    report.exportVariable('SAIL_CLIENT_SECRET', secret);
}
function describe({ id, name, fields }, { connection, request, mark }) {
    const list = (value) => (Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none');
    return table([
        ['Name', name ?? ''],
        ['client-id', id],
        ['Tenant', `${connection.origin} (api-version ${connection.apiVersion})`],
        ['Grant types', list(fields['grantTypes'] ?? request.grantTypes)],
        ['Scopes', list(fields['scope'] ?? request.scope ?? ['sp:scopes:all'])],
        ['Access token', `valid ${fields['accessTokenValiditySeconds'] ?? request.accessTokenValiditySeconds} seconds`],
        ['Lifetime', mark === undefined ? 'until somebody deletes it' : 'until the end of the job'],
    ]);
}

;// CONCATENATED MODULE: ./lib/journal.js


/** The runner keeps the last value that a name got. The credential stands alone, so that its mask fits. */
const PLAN = 'plan';
const CREDENTIAL = 'credential';
const OUTCOME = 'outcome';
function writePlan(plan, report) {
    const { credentials, ...place } = plan.connection;
    const isPat = credentials.kind === 'pat';
    report.state(CREDENTIAL, isPat ? credentials.clientSecret : credentials.accessToken);
    report.state(PLAN, JSON.stringify({ ...plan, connection: { ...place, clientId: isPat ? credentials.clientId : '' } }));
}
function writeOutcome(outcome, report) {
    report.state(OUTCOME, JSON.stringify(outcome));
}
/** @returns the plan, or undefined when the main program sent no create request */
function readPlan(env, report) {
    const credential = stateText(env, CREDENTIAL);
    report.mask(credential);
    const text = stateText(env, PLAN);
    if (text === '')
        return undefined;
    const json = parseJson(text);
    if (!isPlan(json))
        throw new Error('The state that the main step left cannot be read.');
    const { clientId, ...place } = json.connection;
    const credentials = clientId === ''
        ? { kind: 'token', accessToken: credential }
        : { kind: 'pat', clientId, clientSecret: credential };
    return { ...json, mark: json.mark, connection: { ...place, credentials } };
}
/** @returns undefined when the main program was killed before it wrote one */
function readOutcome(env) {
    const text = stateText(env, OUTCOME);
    const json = text === '' ? undefined : parseJson(text);
    return isOutcome(json) ? json : undefined;
}
/** As core.getState reads it, from an environment that is passed in. */
function stateText(env, name) {
    return env[`STATE_${name}`] ?? '';
}
function isPlan(json) {
    if (!isObject(json) || !isObject(json['connection']) || !isObject(json['request']))
        return false;
    const { origin, apiVersion, clientId } = json['connection'];
    return (typeof origin === 'string' &&
        typeof apiVersion === 'string' &&
        isApiVersion(apiVersion) &&
        typeof clientId === 'string' &&
        (json['mark'] === undefined || typeof json['mark'] === 'string') &&
        isIdList(json['replaces']) &&
        typeof json['startedAt'] === 'number' &&
        typeof json['timeout'] === 'number');
}
function isOutcome(json) {
    return (isObject(json) &&
        typeof json['unclear'] === 'boolean' &&
        typeof json['handedOut'] === 'boolean' &&
        (json['created'] === undefined || isIdList([json['created']])) &&
        isIdList(json['named']));
}
function isIdList(json) {
    return Array.isArray(json) && json.every(id => typeof id === 'string' && isClientId(id));
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./lib/clock.js
/** A longer delay makes setTimeout fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
const systemClock = {
    now: () => performance.timeOrigin + performance.now(),
    after: (milliseconds, callback) => {
        const timer = setTimeout(callback, Math.min(milliseconds, LONGEST_TIMER));
        return () => clearTimeout(timer);
    },
    random: Math.random,
};
/** Resolves after so many milliseconds. */
function pause(clock, milliseconds) {
    return new Promise(resolve => clock.after(milliseconds, resolve));
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
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
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
;// CONCATENATED MODULE: ./build/undici/index.js
// Stands in for undici, which @actions/http-client imports for one function that nobody calls here
// (getAgentDispatcher): the real one is 1,170 kB of bundle and 20 to 30 ms of start. See CONTRIBUTING.
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
    const proxyUrl = getProxyUrl(new URL(serverUrl));
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
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
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
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
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
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
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
;// CONCATENATED MODULE: ./lib/http.js





/** An exchange that brought no answer. The message names the host, never the request. */
class HttpError extends Error {
    /** Whether the request may have reached the server, so that it may have been carried out. */
    mayHaveArrived;
    /** Node's code, such as ECONNREFUSED, where there is one. */
    code;
    constructor(message, mayHaveArrived, code) {
        super(message);
        this.mayHaveArrived = mayHaveArrived;
        this.code = code;
    }
}
/** Tries of one request, 429 not counted: with the waits between them half a minute, enough for a restart. */
const MOST_TRIES = 8;
/** A name that is not found is more often mistyped than late. */
const MOST_TRIES_UNKNOWN_HOST = 3;
/** One try of a repeatable request, and at most half of what is left: one that hangs leaves time for another. */
const LONGEST_TRY = 30_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
/** Waiting runs must not come back all at once. */
const RETRY_AFTER_SPREAD = 1000;
/**
 * @param log is told of each repetition
 */
function createHttp(clock, log) {
    // Of the library only its agents are used, which know proxies (https_proxy, no_proxy) and keep connections alive:
    // its requests cannot be aborted, do not tell whether they were sent, and hang when an answer is cut.
    const client = new lib_HttpClient(undefined, [], { keepAlive: true });
    async function send(request) {
        for (let failures = 0, tries = 1;; tries++) {
            const left = request.until - clock.now();
            if (left <= 0)
                throw new HttpError(`${hostOf(request.url)}: no time is left of timeout-seconds`, false);
            const outcome = await tryOnce(request, request.repeatable ? Math.min(left / 2, LONGEST_TRY) : left);
            const limited = !(outcome instanceof HttpError) && outcome.status === 429;
            if (!limited)
                failures++;
            if (!mayRepeat(outcome, request.repeatable) || failures >= mostTries(outcome))
                return unwrap(outcome);
            const asked = outcome instanceof HttpError ? undefined : retryAfter(outcome.headers);
            const backoff = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1));
            const wait = asked === undefined
                ? backoff * (0.5 + clock.random() / 2)
                : asked + clock.random() * Math.min(RETRY_AFTER_SPREAD, asked + FIRST_WAIT);
            if (clock.now() + wait >= request.until) {
                if (asked === undefined)
                    return unwrap(outcome);
                throw new HttpError(`${hostOf(request.url)} answered ${statusOf(outcome)} and asks to wait ${seconds(asked)}, ` +
                    `longer than the ${seconds(Math.max(0, request.until - clock.now()))} that timeout-seconds leaves`, false);
            }
            log(`${http_describe(request)}: ${statusOf(outcome)}; trying again in ${seconds(wait)}.`);
            await pause(clock, wait);
        }
    }
    function tryOnce(request, limit) {
        return exchange(request, limit, client.getAgent(request.url), clock);
    }
    return { send, close: () => client.dispose() };
}
/** One request and its answer, or why there is none. Settles within `limit` milliseconds, whatever the network does. */
function exchange(request, limit, agent, clock) {
    const url = new URL(request.url);
    const secure = url.protocol === 'https:';
    return new Promise(resolve => {
        let arrived = false;
        const outgoing = (secure ? external_node_https_namespaceObject : external_node_http_namespaceObject).request({
            agent,
            protocol: url.protocol,
            hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
            port: url.port || (secure ? 443 : 80),
            path: url.pathname + url.search,
            method: request.method,
            headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body ?? '') },
        });
        const fail = (reason, code) => {
            settle(new HttpError(`${url.host}: ${reason}`, arrived, code));
            outgoing.destroy();
        };
        const settle = (outcome) => {
            cancelTimer();
            resolve(outcome);
        };
        const cancelTimer = clock.after(Math.max(0, limit), () => fail(`no complete answer within ${seconds(limit)}`, 'ETIMEDOUT'));
        // Until the connection stands, encrypted where it must be, no byte of the request has left this machine.
        outgoing.once('socket', socket => {
            if (outgoing.reusedSocket)
                arrived = true;
            else
                socket.once(secure ? 'secureConnect' : 'connect', () => (arrived = true));
        });
        outgoing.on('error', error => {
            const proxy = proxyFailure(error.message, request.url);
            fail(proxy?.reason ?? http_reasonOf(error), proxy?.code ?? codeOf(error));
        });
        outgoing.once('response', incoming => {
            arrived = true;
            const chunks = [];
            let size = 0;
            incoming.on('data', (chunk) => {
                size += chunk.length;
                if (size > request.maxBytes)
                    fail(`the answer is larger than ${request.maxBytes} bytes`);
                else
                    chunks.push(chunk);
            });
            incoming.on('error', error => fail(`the answer was cut: ${http_reasonOf(error)}`));
            incoming.on('close', () => {
                if (!incoming.complete)
                    return fail('the answer was cut: the connection was closed in the middle');
                settle({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString() });
            });
        });
        outgoing.end(request.body);
    });
}
function unwrap(outcome) {
    if (outcome instanceof HttpError)
        throw outcome;
    return outcome;
}
function mayRepeat(outcome, repeatable) {
    if (!(outcome instanceof HttpError)) {
        return outcome.status === 429 || (repeatable && (outcome.status >= 500 || isForeign(outcome)));
    }
    // A proxy that says no, and a certificate that is wrong, are the same in a second.
    return ((repeatable || !outcome.mayHaveArrived) && outcome.code !== 'PROXY_REFUSED' && !isCertificateError(outcome.code));
}
/** Whether a success is somebody else's: the tenant answers with JSON or nothing, a proxy with a page. */
function isForeign({ status, headers, body }) {
    return status < 300 && body !== '' && !/\bjson\b/i.test(headers['content-type'] ?? 'json');
}
function mostTries(outcome) {
    const unknownHost = outcome instanceof HttpError && outcome.code === 'ENOTFOUND';
    return unknownHost ? MOST_TRIES_UNKNOWN_HOST : MOST_TRIES;
}
/** By Node's codes: CERT_HAS_EXPIRED, UNABLE_TO_VERIFY_LEAF_SIGNATURE, ERR_TLS_CERT_ALTNAME_INVALID and their kin. */
function isCertificateError(code) {
    return code !== undefined && /CERT|^UNABLE_TO_|^ERR_SSL|^ERR_TLS|^EPROTO$|SIGNATURE|CRL/.test(code);
}
/**
 * The wait that an answer asks for, in milliseconds: seconds or an HTTP date, which is read against the answer's own
 * Date (RFC 9110 section 10.2.3). Undefined when there is none that can be read.
 */
function retryAfter(headers) {
    const text = headers['retry-after']?.trim() ?? '';
    if (/^\d+$/.test(text))
        return Number(text) * 1000;
    const wait = Date.parse(text) - (headers.date === undefined ? Date.now() : Date.parse(headers.date));
    return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
function http_describe(request) {
    return `${request.method} ${request.url}`;
}
function hostOf(url) {
    return new URL(url).host;
}
function statusOf(outcome) {
    if (outcome instanceof HttpError)
        return outcome.message;
    return `HTTP ${outcome.status}${isForeign(outcome) ? ' with a page' : ''}`;
}
/** What the tunnel that the library opens through a proxy says, in words that name the proxy. */
function proxyFailure(message, url) {
    const match = /^tunneling socket could not be established, (?:statusCode=(\d+)|cause=(.*))/.exec(message);
    if (match === null)
        return undefined;
    const [, status, cause] = match;
    const proxy = `the proxy ${hostOf(lib_getProxyUrl(url))}`;
    if (status === undefined)
        return { reason: `${proxy} cannot be reached: ${cause}`, code: 'PROXY_DOWN' };
    const code = status.startsWith('4') ? 'PROXY_REFUSED' : 'PROXY_DOWN';
    return { reason: `${proxy} refuses the connection with HTTP ${status}`, code };
}
function codeOf(error) {
    return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
/** Several addresses were tried: Node's AggregateError has no message of its own. */
function http_reasonOf(error) {
    if (error instanceof AggregateError)
        return error.errors.map(each => (each instanceof Error ? each.message : '')).join('; ');
    return error.message;
}

;// CONCATENATED MODULE: ./lib/explain.js



/** More says nothing more, and an annotation holds 4 kB. */
const MOST_MESSAGES = 5;
const LONGEST_MESSAGE = 300;
/** An answer that was no success. Only the API's own messages are shown, never a page. */
function explainAnswer(attempt, answer, connection) {
    const location = redirectOrigin(answer, connection.origin);
    if (location !== undefined) {
        return {
            what: `${attempt} failed: HTTP ${answer.status}, a redirect to ${location}, which is not followed.`,
            next: 'Check tenant or base-url: it must be the host of the API.',
        };
    }
    const json = jsonOf(answer.body);
    const said = messagesOf(json).map(text => quote(text, LONGEST_MESSAGE));
    const came = [`HTTP ${answer.status}`, ...(json === undefined ? [notJson(answer)] : said)].join(', ');
    const trackingId = isObject(json) && typeof json['trackingId'] === 'string' ? ` (trackingId ${quote(json['trackingId'])})` : '';
    return {
        what: `${attempt} failed: ${came}${trackingId}.`,
        next: `${adviceFor(answer.status, attempt, connection)}.`,
    };
}
/** An exchange that brought no answer. */
function explainFailure(attempt, error) {
    return { what: `${attempt} failed: ${error.message}.`, next: `${networkAdvice(error)}.` };
}
/** An answer that was a success by its status, and not by its content. */
function explainMalformed(attempt, answer, error) {
    return {
        what: `${attempt} failed: HTTP ${answer.status} with ${error.message} (content type ${contentType(answer)}).`,
        next: jsonOf(answer.body) === undefined
            ? 'A proxy or a sign-in page may stand between this machine and the tenant: check tenant or base-url.'
            : 'This is not what the API promises: check base-url and api-version.',
    };
}
function adviceFor(status, attempt, { credentials, apiVersion, origin }) {
    const atTokenEndpoint = attempt.startsWith('Signing in');
    const isPat = credentials.kind === 'pat';
    switch (status) {
        case 400:
        case 401:
            // RFC 6749 section 5.2: a token endpoint may say invalid_client with 400, too.
            if (status === 400 && !atTokenEndpoint)
                return 'Correct the inputs that the messages name';
            if (attempt.startsWith('Signing in as'))
                return 'The tenant does not accept the new credentials';
            return isPat && atTokenEndpoint
                ? 'The personal access token is wrong, expired or disabled: make a new one and update the secrets it is kept in'
                : 'The access token is wrong, expired or for another tenant';
        case 403:
            return ("The token must be a user's (a personal access token, not an API client's), its owner must be allowed to " +
                'manage API clients, and its scopes must include sp:oauth-client:manage');
        case 404:
            return `There is no such path at ${origin}: check tenant or base-url, and api-version (now ${apiVersion})`;
        case 429:
            return 'The tenant allows 100 requests in 10 seconds: run fewer at once, or raise timeout-seconds';
        default:
            return status >= 500
                ? `The tenant has a problem: run the job again later, and tell the vendor's support the trackingId if it stays`
                : 'Check tenant or base-url, and api-version';
    }
}
function networkAdvice({ code, message }) {
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
        return 'The host name could not be looked up (DNS): check tenant or base-url, and the network of the runner';
    }
    if (isCertificateError(code)) {
        return ('The TLS certificate of the host was not accepted: behind a proxy with a certificate authority of its own, ' +
            'set NODE_EXTRA_CA_CERTS to its certificate');
    }
    if (code?.startsWith('PROXY')) {
        return message.includes('HTTP 407')
            ? 'Put the credentials of the proxy into the URL in https_proxy'
            : 'Check https_proxy, and whether no_proxy should name the tenant';
    }
    if (message.includes('asks to wait'))
        return 'Run fewer jobs at once, or raise timeout-seconds';
    if (code === 'ECONNREFUSED')
        return 'The host refuses connections: check base-url, and whether a proxy is needed';
    return 'Check the network between the runner and the tenant, and run the job again';
}
/** `<origin>` of a redirect: its path and query may hold session data. */
function redirectOrigin({ status, headers }, base) {
    if (status < 300 || status >= 400 || status === 304)
        return undefined;
    const location = headers.location ?? '';
    return URL.canParse(location, base) ? new URL(location, base).origin : 'nowhere';
}
function jsonOf(body) {
    try {
        return JSON.parse(body);
    }
    catch {
        return undefined;
    }
}
function notJson(answer) {
    return answer.body === '' ? 'without a body' : `not JSON but content type ${contentType(answer)}`;
}
function contentType({ headers }) {
    return quote(headers['content-type'] ?? 'none');
}
/**
 * What the API says in its own words: `messages` and `causes` (English ones where there are several locales), the
 * `message` of a 429, or OAuth's `error` and `error_description` (RFC 6749 section 5.2).
 */
function messagesOf(json) {
    if (!isObject(json))
        return [];
    const texts = [
        ...[json['messages'], json['causes']].flatMap(list => inEnglish(Array.isArray(list) ? list.filter(isObject) : [])),
        json['message'],
        json['error'],
        json['error_description'],
    ].filter(text => typeof text === 'string');
    return [...new Set(texts.map(text => text.trim()).filter(text => text !== ''))].slice(0, MOST_MESSAGES);
}
function inEnglish(messages) {
    const english = messages.filter(({ locale }) => typeof locale === 'string' && /^en\b/i.test(locale));
    return (english.length > 0 ? english : messages).map(({ text }) => text);
}

;// CONCATENATED MODULE: ./lib/tenant.js




/** What an operation came to nothing for, and what to do; nothing was changed in the tenant. */
class TenantError extends Error {
    /** HTTP status, undefined when no answer came. */
    status;
    constructor({ what, next }, status) {
        super(`${what} ${next}`);
        this.status = status;
    }
}
/** A create request that may have been carried out although it brought no client. */
class UnclearCreate extends Error {
    constructor({ what }) {
        super(what);
    }
}
/** Plenty for a token or a client. */
const MAX_ANSWER = 1024 * 1024;
/** A page of 250 clients with long descriptions and many scopes. */
const MAX_LIST = 16 * 1024 * 1024;
const PAGE_SIZE = 250;
/**
 * @param until when everything must be done, on the clock
 */
function openTenant(connection, http, clock, report, until) {
    let bearer = connection.credentials.kind === 'token' ? connection.credentials.accessToken : undefined;
    let deprecationTold = false;
    async function exchange(attempt, request) {
        const start = clock.now();
        try {
            const answer = await http.send(request);
            report.debug(`${request.method} ${request.url}: HTTP ${answer.status} in ${Math.round(clock.now() - start)} ms`);
            return answer;
        }
        catch (error) {
            if (!(error instanceof HttpError))
                throw error;
            report.debug(`${request.method} ${request.url}: ${error.message}`);
            if (error.mayHaveArrived && !request.repeatable)
                throw new UnclearCreate(explainFailure(attempt, error));
            throw new TenantError(explainFailure(attempt, error));
        }
    }
    async function obtainToken(attempt, clientId, clientSecret, tokenUntil) {
        const answer = await exchange(attempt, {
            method: 'POST',
            url: tokenUrl(connection.origin),
            headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
            body: new URLSearchParams({
                grant_type: 'client_credentials',
                client_id: clientId,
                client_secret: clientSecret,
            }).toString(),
            maxBytes: MAX_ANSWER,
            until: tokenUntil,
            repeatable: true,
        });
        if (!isSuccess(answer))
            throw new TenantError(explainAnswer(attempt, answer, connection), answer.status);
        return parsed(attempt, answer, json => {
            const token = parseAccessToken(json);
            report.mask(token);
            return token;
        });
    }
    async function signIn({ clientId, clientSecret }) {
        return obtainToken('Signing in with the personal access token', clientId, clientSecret, until);
    }
    /** A request to the API as the signed-in user. A token that has expired (401) is renewed once. */
    async function call(attempt, request) {
        const { credentials } = connection;
        const send = (token) => exchange(attempt, {
            ...request,
            headers: {
                accept: 'application/json',
                'accept-language': 'en',
                authorization: `Bearer ${token}`,
                ...request.headers,
            },
        });
        if (bearer === undefined && credentials.kind === 'pat')
            bearer = await signIn(credentials);
        let answer = await send(bearer ?? '');
        if (answer.status === 401 && credentials.kind === 'pat') {
            bearer = await signIn(credentials);
            answer = await send(bearer);
        }
        if (answer.headers['x-deprecated'] === 'true' && !deprecationTold) {
            deprecationTold = true;
            report.notice(`The tenant marks api-version ${connection.apiVersion} as deprecated. ` +
                (connection.apiVersion === 'v1'
                    ? 'Look for a newer version of this action.'
                    : 'The vendor supports it until Q2 2028 and switches it off in Q1 2029: set api-version to v1 in time.'));
        }
        return answer;
    }
    async function create(request, createUntil) {
        const attempt = `Creating the client`;
        const answer = await call(attempt, {
            method: 'POST',
            url: clientsUrl(connection),
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(request),
            maxBytes: MAX_ANSWER,
            until: createUntil,
            repeatable: false,
        });
        if (answer.status >= 500)
            throw new UnclearCreate(explainAnswer(attempt, answer, connection));
        if (!isSuccess(answer))
            throw new TenantError(explainAnswer(attempt, answer, connection), answer.status);
        try {
            const json = parseJson(answer.body);
            const secret = parseSecret(json);
            if (secret !== undefined)
                report.mask(secret);
            const client = parseClient(json);
            const isPublic = request.type === 'PUBLIC' || client.fields['type'] === 'PUBLIC';
            if (secret === undefined && !isPublic)
                throw new Malformed(`client ${client.id} without a secret`);
            if (secret !== undefined && JSON.stringify(client.fields).includes(secret)) {
                throw new Malformed(`client ${client.id} with its secret in another field`);
            }
            return { client, secret: isPublic ? undefined : secret };
        }
        catch (error) {
            throw error instanceof Malformed ? new UnclearCreate(explainMalformed(attempt, answer, error)) : error;
        }
    }
    async function list(filters) {
        const attempt = 'Listing the clients';
        const clients = new Map();
        for (;;) {
            const query = new URLSearchParams(clients.size === 0 ? {} : { limit: String(PAGE_SIZE), offset: String(clients.size) });
            if (filters !== undefined)
                query.set('filters', filters);
            const answer = await call(attempt, {
                method: 'GET',
                url: query.size === 0 ? clientsUrl(connection) : `${clientsUrl(connection)}?${query}`,
                maxBytes: MAX_LIST,
                until,
                repeatable: true,
            });
            if (!isSuccess(answer))
                throw new TenantError(explainAnswer(attempt, answer, connection), answer.status);
            const page = parsed(attempt, answer, parseClients);
            const known = clients.size;
            for (const client of page)
                clients.set(client.id, client);
            // Whether the endpoint pages is not documented: a page that brings nothing new ends it, too.
            if (page.length !== PAGE_SIZE || clients.size === known) {
                const date = Date.parse(answer.headers.date ?? '');
                return { clients: [...clients.values()], tenantTime: Number.isNaN(date) ? undefined : date };
            }
        }
    }
    async function remove(id) {
        const attempt = `Deleting the client ${id}`;
        const answer = await call(attempt, {
            method: 'DELETE',
            url: `${clientsUrl(connection)}/${id}`,
            maxBytes: MAX_ANSWER,
            until,
            repeatable: true,
        });
        if (answer.status === 404)
            return false;
        if (!isSuccess(answer))
            throw new TenantError(explainAnswer(attempt, answer, connection), answer.status);
        if (answer.body !== '')
            parsed(attempt, answer, json => json);
        return true;
    }
    async function signInAs(clientId, clientSecret, signInUntil) {
        await obtainToken(`Signing in as the new client ${clientId}`, clientId, clientSecret, signInUntil);
    }
    return { connection, create, list, remove, signInAs };
}
function isSuccess({ status }) {
    return status >= 200 && status < 300;
}
function parsed(attempt, answer, parse) {
    try {
        return parse(parseJson(answer.body));
    }
    catch (error) {
        throw error instanceof Malformed ? new TenantError(explainMalformed(attempt, answer, error)) : error;
    }
}

;// CONCATENATED MODULE: ./lib/lifecycle.js







/** After that many unclear creates it is not this one request that is unlucky. */
const MOST_CREATES = 3;
/** Between a create of unknown fate and the look whether it left a client. */
const LOOK_AFTER = 1000;
/** What the tenant's `created` may lie before our reckoning of its time: its Date counts whole seconds. */
const TOLERANCE = 2000;
/** How long new credentials may need until every part of the tenant knows them. */
const VERIFY_FOR = 60_000;
const VERIFY_EVERY = 1000;
/**
 * The mark at the end of an ephemeral client's description.
 *
 * @param env for the repository and the run
 */
function makeMark(env) {
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    return `[ephemeral repository=${repository} run=${env['GITHUB_RUN_ID'] ?? ''} id=${(0,external_node_crypto_namespaceObject.randomBytes)(16).toString('hex')}]`;
}
/** The part of the deadline that is kept back to look, and to clean up, when the create request goes wrong. */
function reserveOf(timeout) {
    return Math.min(30_000, timeout / 4);
}
/**
 * Creates the client. An unclear create is looked into, and repeated only when it left nothing.
 *
 * @returns the client, and whether one of several tries was unclear
 * @throws Error that names what may be left by id
 */
async function createClient(plan, tools) {
    const { tenant, report, clock } = tools;
    const createUntil = tools.until - reserveOf(plan.timeout);
    for (let tries = 1, unclear = false;; tries++) {
        try {
            const created = await tenant.create(plan.request, createUntil);
            writeOutcome({ unclear, created: created.client.id, handedOut: false, named: [] }, report);
            return { ...created, unclear };
        }
        catch (error) {
            if (!(error instanceof UnclearCreate)) {
                writeOutcome({ unclear, handedOut: false, named: [] }, report);
                throw error;
            }
            unclear = true;
            writeOutcome({ unclear, handedOut: false, named: [] }, report);
            report.info(`${error.message} Looking whether it left a client.`);
            await lookForLeftovers(plan, tools, error.message);
            if (tries === MOST_CREATES || clock.now() + LOOK_AFTER >= createUntil) {
                throw new Error(`${error.message} No client of it is in the tenant; the post step looks once more.`);
            }
            report.info('Nothing of it is left; creating it again.');
        }
    }
}
/**
 * Finds what an unclear create left. What bears our mark is deleted.
 *
 * @throws Error when something is left that may be ours, or when it cannot be known
 */
async function lookForLeftovers(plan, tools, cause) {
    const { tenant, report, clock, until } = tools;
    await pause(clock, Math.min(LOOK_AFTER, Math.max(0, (until - clock.now()) / 4)));
    let listing;
    try {
        listing = await tenant.list();
    }
    catch (error) {
        throw new Error(`${cause} A client named ${quote(plan.request.name)} may exist now, and whether it does could not be looked up: ` +
            `${messageOf(error)} Look for it at ${adminPlace(tenant.connection.origin)}; the post step looks, too.`);
    }
    const { mark } = plan;
    if (mark !== undefined) {
        const marked = listing.clients.filter(client => bears(mark, client));
        const { failures } = await removeAll(marked.map(({ id }) => id), tools);
        if (failures.length > 0)
            throw new Error(`${cause} ${couldNotDelete(failures, tenant)}`);
        return;
    }
    const left = listing.clients.filter(client => looksLikeOurs(client, plan, listing.tenantTime, clock));
    if (left.length === 0)
        return;
    const ids = left.map(({ id }) => id);
    writeOutcome({ unclear: true, handedOut: false, named: ids }, report);
    throw new Error(`${cause} ${maybeOurs(ids, tenant)}`);
}
/** What is said of clients that look like ours and cannot be used, because their secret was shown to nobody. */
function maybeOurs(ids, tenant) {
    return (`${count(ids.length, 'client')} that the request probably created ${ids.length === 1 ? 'is' : 'are'} in the ` +
        `tenant: ${ids.join(', ')}. Nobody has the secret. Not deleted, because somebody else may have made the same: ` +
        `delete at ${adminPlace(tenant.connection.origin)} what is not needed, then run the job again.`);
}
/** What is said of clients that should be gone. */
function couldNotDelete(failures, tenant) {
    const list = failures.map(({ id, reason }) => `\n- ${id}: ${reason}`).join('');
    const which = `${count(failures.length, 'client')} ${failures.length === 1 ? 'was' : 'were'}`;
    return `${which} not deleted; delete by hand at ${adminPlace(tenant.connection.origin)}:${list}`;
}
/** Whether a client's description ends with the mark. */
function bears(mark, { description }) {
    return description?.trimEnd().endsWith(mark) ?? false;
}
/**
 * Whether a client may come from our request: same name, same fields, created since we started.
 *
 * @param tenantTime the tenant's own time of now, which `created` is told in
 */
function looksLikeOurs(client, plan, tenantTime, clock) {
    const since = tenantTime === undefined ? Number.NEGATIVE_INFINITY : tenantTime - (clock.now() - plan.startedAt) - TOLERANCE;
    const fields = plan.request;
    return ((client.created ?? Number.POSITIVE_INFINITY) >= since &&
        FIELDS.every(({ name }) => fields[name] === undefined || isSame(fields[name], client.fields[name])));
}
/** Null and empty are the same to a tenant, the order of a list says nothing, and a list may leave fields out. */
function isSame(sent, stored) {
    const plain = (value) => {
        const text = typeof value === 'string' ? value.trim() : value;
        return JSON.stringify(Array.isArray(text) ? text.toSorted() : (text ?? ''));
    };
    return stored === undefined || plain(sent) === plain(stored);
}
/** The vendor's limit is 100 requests in 10 seconds; ten are left to whoever else uses the token. */
const PACE = { requests: 90, per: 10_000 };
const AT_ONCE = 4;
const PROGRESS_EVERY = 5000;
/** With more than that, progress is told instead of each deletion. */
const TOLD_ONE_BY_ONE = 10;
/** Deletes clients, a few at once, at the pace that the tenant allows. A failure does not stop the others. */
async function removeAll(ids, { tenant, report, clock, until }) {
    const removed = [];
    const failures = [];
    const waiting = [...ids];
    const starts = [];
    let toldAt = clock.now();
    const worker = async () => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
            const wait = (starts.at(-PACE.requests) ?? Number.NEGATIVE_INFINITY) + PACE.per - clock.now();
            starts.push(clock.now() + Math.max(0, wait));
            if (wait > 0)
                await pause(clock, Math.min(wait, Math.max(0, until - clock.now())));
            try {
                const wasThere = await tenant.remove(id);
                removed.push(id);
                if (ids.length <= TOLD_ONE_BY_ONE) {
                    report.info(wasThere ? `Deleted the client ${id}.` : `The client ${id} was gone already.`);
                }
            }
            catch (error) {
                failures.push({ id, reason: messageOf(error) });
            }
            if (clock.now() - toldAt >= PROGRESS_EVERY) {
                toldAt = clock.now();
                report.info(`${removed.length} of ${count(ids.length, 'client')} deleted.`);
            }
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return { removed, failures };
}
/**
 * Obtains a token with the new credentials; a client that is new may need a moment.
 *
 * @throws Error when it never worked
 */
async function verifyClient({ client, secret }, { tenant, clock, until }) {
    const start = clock.now();
    const verifyUntil = Math.min(start + VERIFY_FOR, until);
    for (;;) {
        try {
            return await tenant.signInAs(client.id, secret ?? '', verifyUntil);
        }
        catch (error) {
            const mayBeNew = error instanceof TenantError && (error.status === 400 || error.status === 401);
            if (!mayBeNew || clock.now() + VERIFY_EVERY >= verifyUntil)
                throw error;
            await pause(clock, VERIFY_EVERY);
        }
    }
}
/**
 * Deletes a client that was created and can't be handed out.
 *
 * @param cause why it cannot
 * @returns the error to fail with, which names the client when it is left
 */
async function discard({ id }, cause, outcome, tools) {
    const { failures } = await removeAll([id], tools);
    if (failures.length > 0) {
        writeOutcome({ ...outcome, named: [...outcome.named, id] }, tools.report);
        return new Error(`${cause} ${couldNotDelete(failures, tools.tenant)}`);
    }
    writeOutcome({ ...outcome, created: undefined }, tools.report);
    return new Error(`${cause} The client ${id} has been deleted again.`);
}

;// CONCATENATED MODULE: ./lib/create.js






/**
 * The story of the create action: look for clients of the name where `if-exists` wants it, create, verify, hand out.
 *
 * @throws Error that says what came of it; every client that may have been created is named in it by id
 */
async function create(settings, tools) {
    const { connection, request, ifExists, mark, timeout } = settings;
    const { report, clock } = tools;
    const existing = ifExists === 'create' ? [] : await clientsNamed(request.name, tools);
    const newest = existing[0];
    if (newest !== undefined && ifExists === 'fail') {
        const ids = existing.map(({ id }) => id).join(', ');
        throw new Error(`There ${existing.length === 1 ? 'is' : 'are'} already ${count(existing.length, 'client')} named ` +
            `${quote(request.name)}: ${ids}. Nothing was created, as if-exists fail wants it.`);
    }
    if (newest !== undefined && ifExists === 'skip')
        return handOutExisting(newest, settings, tools);
    const replaces = ifExists === 'replace' ? existing.map(({ id }) => id) : [];
    const plan = { connection, request, mark, replaces, startedAt: clock.now(), timeout };
    writePlan(plan, report);
    const created = await createClient(plan, tools);
    const outcome = { unclear: created.unclear, created: created.client.id, handedOut: false, named: [] };
    try {
        if (settings.verify)
            await verifyClient(created, tools);
        await handOut(created, settings, tools);
        if (replaces.length > 0) {
            const older = `${count(replaces.length, 'older client')} of that name: ${replaces.join(', ')}`;
            report.info(`If the job succeeds, its end deletes ${older}.`);
        }
        writeOutcome({ ...outcome, handedOut: true }, report);
    }
    catch (error) {
        throw await discard(created.client, messageOf(error), outcome, tools);
    }
}
/** Shows the request that would be sent. */
async function showDryRun({ place, request, summary }, report) {
    const body = JSON.stringify(request, null, 2);
    report.info('Dry run: nothing is sent. The request would be');
    report.info(`POST ${clientsUrl(place)}`);
    report.info(body);
    await handOutNothing(place, body, summary, report);
}
/** The newest first. The client that the action itself is signed in with is not among them. */
async function clientsNamed(name, { tenant }) {
    const own = ownClientId(tenant.connection.credentials);
    const { clients } = await tenant.list();
    return clients.filter(client => client.name === name && client.id !== own).sort(byAge);
}

;// CONCATENATED MODULE: ./lib/yaml.js
/**
 * Reads one YAML (or JSON) document that may be hostile.
 *
 * js-yaml is loaded here, on first use: most runs need no YAML, and reading its 130 kB takes as long as a request.
 *
 * @param text the document
 * @param scalars `typed` by the YAML 1.2 core schema, or `text`: every scalar as it is written
 * @returns what the document says
 * @throws Error with the reason and the place, and nothing of the document: tags, several documents, duplicate keys,
 *   aliases (a few of them can stand for gigabytes) and deep nesting are refused
 */
async function parseYaml(text, scalars) {
    const { load, CORE_SCHEMA, FAILSAFE_SCHEMA, YAMLException } = await __nccwpck_require__.e(/* import() */ 243).then(__nccwpck_require__.bind(__nccwpck_require__, 243));
    try {
        return load(text, { schema: scalars === 'typed' ? CORE_SCHEMA : FAILSAFE_SCHEMA, maxAliases: 0, maxDepth: 20 });
    }
    catch (error) {
        throw new Error(error instanceof YAMLException ? yaml_reasonOf(error) : 'it is not YAML');
    }
}
/** js-yaml quotes tags, anchors and keys in its reasons: what stands in quotes or angle brackets is left out. */
function yaml_reasonOf({ reason, mark }) {
    const words = reason.replaceAll(/\s*(".*"|'.*'|!<.*>)/gs, '');
    return mark === undefined ? words : `${words} (line ${mark.line + 1}, column ${mark.column + 1})`;
}

;// CONCATENATED MODULE: ./lib/list.js

/**
 * The items of a list as an input gives it: separated by line breaks, spaces or commas, or written as a YAML or JSON
 * list (`["a", "b"]`, or `- a` lines). `[]` is the empty list.
 *
 * @param text not empty
 * @returns the items as they are written, unchecked, repeats and all
 * @throws Error with what is wrong, without the text
 */
async function parseList(text) {
    if (/^(\[|-(\s|$))/.test(text)) {
        const list = await parseYaml(text, 'text').catch((error) => {
            throw new Error(`is not a YAML or JSON list: ${error instanceof Error ? error.message : ''}`);
        });
        if (Array.isArray(list) && list.every(item => typeof item === 'string'))
            return list;
        throw new Error('is not a plain list: its items must be text');
    }
    const items = text.split(/[\s,]+/).filter(item => item !== '');
    if (items.length === 0)
        throw new Error('has no items; write [] for an empty list');
    return items;
}

;// CONCATENATED MODULE: ./lib/proxy.js
/**
 * The credentials in the URL of a proxy, in every form in which a message could show them.
 * @actions/http-client reads the same variables.
 */
function proxySecrets(env) {
    return ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].flatMap(name => {
        const text = env[name] ?? '';
        const userinfo = /^(?:[a-z]+:\/\/)?([^/]*)@/i.exec(text)?.[1];
        if (userinfo === undefined)
            return [];
        const [user = '', ...rest] = userinfo.split(':');
        const password = rest.join(':');
        // Without a password the user is what is secret: a token.
        const secrets = password === '' ? [user] : [password, userinfo];
        const plain = secrets.map(decode);
        return [...secrets, ...plain, ...plain.map(each => Buffer.from(each).toString('base64'))];
    });
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
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
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
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
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
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
const summary = _summary;
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
;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(613);
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_namespaceObject.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_namespaceObject.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return io_util_awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_namespaceObject.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_namespaceObject.dirname(filePath);
                        const upperName = external_path_namespaceObject.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_namespaceObject.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_namespaceObject.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_namespaceObject.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_namespaceObject.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_namespaceObject.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_namespaceObject.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_namespaceObject.EOL.length);
                n = s.indexOf(external_os_namespaceObject.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_namespaceObject.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_namespaceObject.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec_exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = tr.argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new tr.ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec_exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map
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
function setOutput(name, value) {
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
function info(message) {
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
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
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
;// CONCATENATED MODULE: ./lib/report.js


function runnerReport(env) {
    const secrets = new Set();
    /**
     * The runner masks, too; this holds for what it does not see as a whole. And a line must not become a command:
     * the runner finds `##[command]` anywhere in a line (ActionCommand.TryParse) and `::command::` at its start.
     */
    function clean(text) {
        let shown = text;
        for (const secret of secrets)
            shown = shown.replaceAll(secret, '***');
        return shown.replaceAll('##[', '#\u200b#[').replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, ' ');
    }
    return {
        mask: secret => {
            if (secret === '')
                return;
            secrets.add(secret);
            core_setSecret(secret);
        },
        info: line => info(clean(line).replaceAll(/^\s*::/gm, '\u200b::')),
        debug: line => core_debug(clean(line)),
        notice: message => notice(clean(message)),
        warning: message => warning(clean(message)),
        error: message => error(clean(message)),
        output: (name, value) => setOutput(name, value),
        state: (name, value) => saveState(name, value),
        exportVariable: (name, value) => exportVariable(name, value),
        summary: async (text) => {
            if (isWritable(env['GITHUB_STEP_SUMMARY']))
                await summary.addRaw(clean(text)).write();
        },
    };
}
/**
 * Without the runner's files @actions/core falls back to printing outputs and state, secrets and all.
 *
 * @returns what is wrong with them, one sentence each
 */
function missingCommandFiles(names, env) {
    return names
        .filter(name => !isWritable(env[name]))
        .map(name => `${name}: is not set to a file that can be written; this program is started by the GitHub Actions runner`);
}
function isWritable(path) {
    try {
        (0,external_node_fs_namespaceObject.accessSync)(path ?? '', external_node_fs_namespaceObject.constants.W_OK);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/inputs.js






/** Every problem of the inputs at once; nothing has been sent. */
class WrongInputs extends Error {
    constructor(problems) {
        const list = problems.map(problem => `\n- ${problem}`).join('');
        super(`${count(problems.length, 'problem')} in the inputs; nothing was sent:${list}`);
    }
}
const CONNECTION_INPUTS = [
    'tenant',
    'base-url',
    'api-version',
    'pat-client-id',
    'pat-client-secret',
    'access-token',
];
/**
 * What reading the inputs of any of the actions begins with. Masks secrets first, so that no problem can show one.
 *
 * @param names every input of the action
 */
function openInputs(env, report, names) {
    const given = (name) => inputText(env, name);
    const problems = [];
    const complain = (subject, problem) => problems.push(`${subject}: ${problem}`);
    for (const secret of [...secretTexts({ given, env }), ...proxySecrets(env)])
        report.mask(secret);
    complainOfMistypedInputs(names, env, complain);
    return {
        given,
        env,
        complain,
        flag: (input, otherwise) => {
            const text = given(input);
            const value = text === '' ? otherwise : parseBoolean(text);
            if (value === undefined)
                complain(input, `must be true or false, not ${quote(text)}`);
            return value ?? otherwise;
        },
        wholeNumber: (input, otherwise) => {
            const text = given(input);
            if (text === '')
                return otherwise;
            if (/^[1-9]\d*$/.test(text) && Number(text) <= MAX_INTEGER)
                return Number(text);
            complain(input, `must be a whole number from 1 to ${MAX_INTEGER}, not ${quote(text)}`);
            return otherwise;
        },
        list: async (input) => {
            const text = given(input);
            if (text === '')
                return [];
            return parseList(text).catch((error) => {
                complain(input, messageOf(error));
                return [];
            });
        },
        needFiles: files => void problems.push(...missingCommandFiles(files, env)),
        problems,
    };
}
/** As core.getInput reads it, from an environment that is passed in. */
function inputText(env, name) {
    return env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
}
/** YAML 1.2 core schema, as in core.getBooleanInput. */
function parseBoolean(text) {
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    if (/^(false|False|FALSE)$/.test(text))
        return false;
    return undefined;
}
/**
 * The runner only warns of an input that action.yml does not know, and a mistyped `scopes` would grant everything.
 * Only what is near a known name is meant for us: other programs use the prefix INPUT_, too.
 */
function complainOfMistypedInputs(known, env, complain) {
    for (const variable of Object.keys(env)) {
        const name = /^INPUT_(.+)$/.exec(variable)?.[1]?.toLowerCase();
        if (name === undefined || known.includes(name) || !env[variable])
            continue;
        const meant = nearest(name, known);
        if (meant !== undefined)
            complain(name, `is not an input; did you mean ${meant}?`);
    }
}

;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./lib/body-file.js




/** Fifteen fields need a thousandth of it. */
const MAX_BYTES = 64 * 1024;
/**
 * Reads a request body under the API's own field names.
 *
 * @param path relative to the workspace, inside of it
 * @param workspace the folder that the workflow checked out into
 * @returns the document's keys and values, unchecked
 * @throws Error with what is wrong; it says nothing of the content
 */
async function readBodyFile(path, workspace) {
    const document = await parseYaml(readInside(path, workspace), 'typed').catch((error) => {
        throw new Error(`cannot be read as YAML or JSON: ${error instanceof Error ? error.message : ''}`);
    });
    if (!isObject(document))
        throw new Error('must be a mapping of field names to values');
    return document;
}
function readInside(path, workspace) {
    let file;
    try {
        file = (0,external_node_fs_namespaceObject.realpathSync)((0,external_node_path_namespaceObject.resolve)(workspace, path));
    }
    catch {
        throw new Error('does not exist (the path is relative to the workspace; is actions/checkout missing?)');
    }
    const inside = (0,external_node_path_namespaceObject.relative)((0,external_node_fs_namespaceObject.realpathSync)(workspace), file);
    if (inside.startsWith('..') || (0,external_node_path_namespaceObject.isAbsolute)(inside))
        throw new Error('lies outside the workspace');
    return readSmallFile(file);
}
/** Opened first and looked at then, so that it is the same file; without waiting, because a pipe would never end. */
function readSmallFile(file) {
    const descriptor = (0,external_node_fs_namespaceObject.openSync)(file, external_node_fs_namespaceObject.constants.O_RDONLY | (external_node_fs_namespaceObject.constants.O_NONBLOCK ?? 0));
    try {
        const stat = (0,external_node_fs_namespaceObject.fstatSync)(descriptor);
        if (!stat.isFile())
            throw new Error('is not a file');
        if (stat.size > MAX_BYTES)
            throw new Error(`is larger than ${MAX_BYTES} bytes`);
        const buffer = Buffer.alloc(MAX_BYTES);
        return buffer.toString('utf8', 0, (0,external_node_fs_namespaceObject.readSync)(descriptor, buffer));
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(descriptor);
    }
}

;// CONCATENATED MODULE: ./lib/request-inputs.js





/**
 * Reads the request body from the body file, the inputs over it, and the defaults under it.
 *
 * @param mark what the description is to end with
 * @returns the request, or undefined when there was a problem
 */
async function readRequest({ given, env }, mark, complain) {
    const draft = {};
    const subjects = new Map();
    let wrong = false;
    const complainOf = (subject, problem) => {
        wrong = true;
        complain(subject, problem);
    };
    const path = given('body-file');
    if (path !== '') {
        const body = await readBodyFile(path, env['GITHUB_WORKSPACE'] || process.cwd()).catch((error) => {
            complainOf('body-file', error instanceof Error ? error.message : 'cannot be read');
            return {};
        });
        for (const [key, value] of Object.entries(body)) {
            const field = FIELDS.find(({ name }) => name === key);
            if (field === undefined) {
                const names = FIELDS.map(({ name }) => name);
                complainOf(`${quote(key, 40)} (body-file)`, `is no field of the request; ${nearestOrAll(key, names)}`);
            }
            else {
                draft[field.name] = { value, show: kindOf };
                subjects.set(field.name, `${field.name} (body-file)`);
            }
        }
    }
    for (const field of FIELDS) {
        const text = given(field.input);
        if (text === '')
            continue;
        try {
            draft[field.name] = { value: await readValue(field, text), show: quote };
        }
        catch (error) {
            complainOf(field.input, error instanceof Error ? error.message : 'cannot be read');
            delete draft[field.name];
        }
        subjects.set(field.name, field.input);
    }
    const checked = toClientRequest(draft, runDescription(env));
    if ('problems' in checked) {
        for (const { field, problem } of checked.problems) {
            // An input that could not even be read has been complained of already.
            if (draft[field] === undefined && subjects.has(field))
                continue;
            complainOf(subjects.get(field) ?? inputOf(field), problem);
        }
        return undefined;
    }
    if (wrong)
        return undefined;
    if (mark === undefined)
        return checked.request;
    const { description } = checked.request;
    return { ...checked.request, description: description ? `${description} ${mark}` : mark };
}
/** @throws Error with what is wrong */
async function readValue(field, text) {
    switch (field.kind) {
        case 'integer':
            // Left as text, it fails the check of its field, which shows it.
            return /^[1-9]\d*$/.test(text) ? Number(text) : text;
        case 'boolean':
            return parseBoolean(text) ?? text;
        case 'choices':
        case 'redirect URIs':
        case 'scopes':
            return parseList(text);
        default:
            return text;
    }
}
function nearestOrAll(word, names) {
    const meant = nearest(word, names);
    return meant === undefined ? `the fields are ${names.join(', ')}` : `did you mean ${meant}?`;
}
/** A value of a body file as a message shows it: its kind, because the file's content is not ours to print. */
function kindOf(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    return typeof value === 'object' ? 'a mapping' : `this ${typeof value}`;
}
/** The input of a field. */
function inputOf(name) {
    return FIELDS.find(field => field.name === name)?.input ?? name;
}
/** Names the run that made the client, for whoever finds it in the tenant. */
function runDescription(env) {
    const repository = env['GITHUB_REPOSITORY'] ?? 'an unknown repository';
    const workflow = env['GITHUB_WORKFLOW'] ?? 'an unknown workflow';
    const run = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${repository}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
    return `Created by GitHub Actions: ${repository}, workflow ${workflow}, ${run}`;
}

;// CONCATENATED MODULE: ./lib/create-inputs.js






const IF_EXISTS = ['create', 'fail', 'skip', 'replace'];
/** Inputs of the create action beside those of the request body and the connection. */
const CREATE_INPUTS = [
    'body-file',
    'if-exists',
    'ephemeral',
    'verify',
    'export-env',
    'seal-key',
    'dry-run',
    'summary',
    'timeout-seconds',
    'job-status',
];
/**
 * Reads and checks everything that the create action is given.
 *
 * @param makeMark makes the mark of an ephemeral client
 * @throws WrongInputs with every problem
 */
async function readCreateSettings(env, report, makeMark) {
    const names = [...CONNECTION_INPUTS, ...CREATE_INPUTS, ...FIELDS.map(({ input }) => input)];
    const inputs = openInputs(env, report, names);
    const { given, complain, flag } = inputs;
    const dryRun = flag('dry-run', false);
    const ephemeral = flag('ephemeral', false);
    const exportEnv = flag('export-env', false);
    const summary = flag('summary', true);
    const timeout = inputs.wholeNumber('timeout-seconds', 120) * 1000;
    const ifExists = readIfExists(given('if-exists'), complain);
    const sealing = readSealing(inputs);
    const mark = ephemeral ? makeMark() : undefined;
    const place = dryRun ? readDryConnection(inputs, complain) : undefined;
    const connection = dryRun ? undefined : readConnection(inputs, complain);
    const request = await readRequest(inputs, mark, complain);
    if (ephemeral && (ifExists === 'skip' || ifExists === 'replace')) {
        complain('ephemeral', `cannot go with if-exists ${ifExists}: that client is to outlive the job`);
    }
    if (request?.name === null && ifExists !== 'create') {
        complain('if-exists', `${ifExists} looks for clients of the same name, and the name is null`);
    }
    const canVerify = request !== undefined && canSignIn(request);
    const verify = flag('verify', ifExists === 'replace' && canVerify);
    if (verify && request !== undefined && !canVerify) {
        complain('verify', 'needs a client that can sign in: CLIENT_CREDENTIALS, enabled, and not PUBLIC');
    }
    inputs.needFiles(['GITHUB_OUTPUT', 'GITHUB_STATE', ...(exportEnv ? ['GITHUB_ENV'] : [])]);
    if (inputs.problems.length === 0 && request !== undefined) {
        for (const { field, warning } of requestWarnings(request))
            report.warning(`${inputOf(field)}: ${warning}`);
        if (place !== undefined)
            return { place, request, summary };
        if (connection !== undefined) {
            if (ephemeral && sealing !== undefined) {
                report.warning('seal-key: the client is ephemeral, so the job that opens sealed finds it deleted.');
            }
            return { connection, request, ifExists, mark, verify, exportEnv, sealing, summary, timeout };
        }
    }
    throw new WrongInputs(inputs.problems);
}
/** How the job ended so far, as the runner says when it evaluates the inputs again for the post step. */
function readJobStatus(env) {
    return inputText(env, 'job-status');
}
/** Whether a client can obtain a token with nothing but its own credentials. */
function canSignIn({ grantTypes, enabled, type }) {
    return (grantTypes ?? []).includes('CLIENT_CREDENTIALS') && enabled && type !== 'PUBLIC';
}
function readSealing({ given, env, complain }) {
    if (given('seal-key') === '')
        return undefined;
    const key = parseSealKey(given('seal-key'));
    if (key === undefined)
        complain('seal-key', SEAL_KEY_FORM);
    return key && { key, repository: env['GITHUB_REPOSITORY'] ?? '', run: env['GITHUB_RUN_ID'] ?? '' };
}
function readIfExists(text, complain) {
    const value = IF_EXISTS.find(each => each === (text.toLowerCase() || 'create'));
    if (value === undefined)
        complain('if-exists', `${quote(text)} is not one of ${IF_EXISTS.join(', ')}`);
    return value ?? 'create';
}

;// CONCATENATED MODULE: ./lib/program.js



/**
 * Runs one program to its end: exit code 0 when it returns, an error annotation and 1 when it throws, and 1 also when
 * Node runs out of things to do before either (a green step without its outputs).
 */
async function run(program) {
    process.exitCode = 1;
    // The proxy agent of @actions/http-client uses `new Buffer`; its warning says nothing to the reader of a log.
    process.noDeprecation = true;
    const report = runnerReport(process.env);
    let code = 1;
    try {
        await program({ env: process.env, report, clock: systemClock, start: systemClock.now() });
        code = 0;
    }
    catch (error) {
        report.error(messageOf(error));
    }
    // Connections that hang must not keep the step waiting; the callback comes when all output is written.
    process.stdout.write('', () => process.exit(code));
}

;// CONCATENATED MODULE: ./lib/main.js






/** The create action: one client, its credentials as outputs. */
function main() {
    return run(async ({ env, report, clock, start }) => {
        const settings = await readCreateSettings(env, report, () => makeMark(env));
        if ('place' in settings)
            return showDryRun(settings, report);
        const until = start + settings.timeout;
        const http = createHttp(clock, report.info);
        const tenant = openTenant(settings.connection, http, clock, report, until);
        await create(settings, { tenant, report, clock, until });
    });
}

;// CONCATENATED MODULE: ./lib/settle.js




/** How long to look for a client whose create request may still be under way in the tenant, in milliseconds. */
const LOOK_FOR = 5000;
/** When to look, as parts of that. */
const LOOKS = [0, 0.4, 1];
/**
 * What the post step does: deletes an ephemeral client, completes or leaves a replacement, and names what a step that
 * was killed may have left. Sends nothing when there is nothing of that.
 *
 * @param outcome undefined when the main program was killed before it knew one
 * @param jobStatus as `job.status` says
 * @throws Error that names by id what should be gone and is not
 */
async function settle(plan, outcome, jobStatus, tools) {
    if (plan.mark !== undefined)
        return removeEphemeral(plan.mark, plan, outcome, tools);
    if (outcome === undefined || outcome.unclear)
        await nameLeftovers(plan, outcome, tools);
    else if (outcome.created !== undefined && !outcome.handedOut && !outcome.named.includes(outcome.created)) {
        tools.report.warning(`The step was stopped before it handed anything out. ${maybeOurs([outcome.created], tools.tenant)}`);
    }
    if (outcome?.handedOut && plan.replaces.length > 0)
        await completeReplacement(plan, jobStatus, tools);
}
async function removeEphemeral(mark, plan, outcome, tools) {
    const { tenant, report } = tools;
    const known = outcome?.created === undefined ? [] : [outcome.created];
    const failures = [...(await removeAll(known, tools)).failures];
    if (outcome !== undefined && !outcome.unclear)
        return failIfAny(failures, tools);
    const seen = new Set(known);
    try {
        await look(tools, async (clients) => {
            const marked = clients.filter(client => bears(mark, client) && !seen.has(client.id)).map(({ id }) => id);
            for (const id of marked)
                seen.add(id);
            failures.push(...(await removeAll(marked, tools)).failures);
        });
    }
    catch (error) {
        failIfAny(failures, tools);
        throw new Error(`An ephemeral client named ${quote(plan.request.name)} may be left in the tenant, and it could not be looked ` +
            `up: ${messageOf(error)} Look for its description at ${adminPlace(tenant.connection.origin)}: it ends with ${mark}`);
    }
    failIfAny(failures, tools);
    if (seen.size === 0)
        report.info('The step was stopped, and it left no client.');
}
async function nameLeftovers(plan, outcome, tools) {
    const { tenant, report, clock } = tools;
    const known = new Set([...(outcome?.named ?? []), ...(outcome?.handedOut ? [outcome.created] : [])]);
    const found = new Set(outcome?.created !== undefined && !outcome.handedOut ? [outcome.created] : []);
    try {
        await look(tools, async (clients, tenantTime) => {
            for (const client of clients) {
                if (!known.has(client.id) && looksLikeOurs(client, plan, tenantTime, clock))
                    found.add(client.id);
            }
        });
    }
    catch (error) {
        throw new Error(`${found.size === 0 ? '' : `${maybeOurs([...found], tenant)} `}A client named ${quote(plan.request.name)} may have ` +
            `been created, and whether it was could not be looked up: ${messageOf(error)} Look for it at ${adminPlace(tenant.connection.origin)}.`);
    }
    if (found.size > 0)
        report.warning(maybeOurs([...found], tenant));
    else
        report.info('Nothing else is left of the create request in the tenant.');
}
/** Lists the clients until nothing can appear any more: a request that was cut off may still be carried out. */
async function look({ tenant, clock, until }, see) {
    const start = clock.now();
    const lookFor = Math.min(LOOK_FOR, (until - start) / 2);
    for (const part of LOOKS) {
        await pause(clock, Math.max(0, start + part * lookFor - clock.now()));
        const { clients, tenantTime } = await tenant.list();
        await see(clients, tenantTime);
    }
}
async function completeReplacement(plan, jobStatus, tools) {
    const ids = plan.replaces.join(', ');
    const older = `${count(plan.replaces.length, 'older client')} named ${quote(plan.request.name)}`;
    if (jobStatus !== 'success') {
        tools.report.warning(`The job's status is ${jobStatus || 'unknown'}, so nothing is deleted: ${older} remain${plan.replaces.length === 1 ? 's' : ''} beside the new one: ${ids}. ` +
            'The next successful run with if-exists replace deletes them.');
        return;
    }
    failIfAny((await removeAll(plan.replaces, tools)).failures, tools);
}
function failIfAny(failures, { tenant }) {
    if (failures.length > 0)
        throw new Error(couldNotDelete(failures, tenant));
}

;// CONCATENATED MODULE: ./lib/post.js






/** The post step of the create action: deletes what was to be deleted, and names what may be left. */
function post() {
    return run(async ({ env, report, clock, start }) => {
        const plan = readPlan(env, report);
        if (plan === undefined)
            return;
        const until = start + plan.timeout;
        const tenant = openTenant(plan.connection, createHttp(clock, report.info), clock, report, until);
        await settle(plan, readOutcome(env), readJobStatus(env), { tenant, report, clock, until });
    });
}

;// CONCATENATED MODULE: ./lib/selection.js

/**
 * Decides on every client that the selectors fit; the others are left out. Oldest first.
 *
 * @param now milliseconds since 1970
 */
function selection_select(clients, selectors, now) {
    const kept = newestOfEachName(clients, selectors.keep);
    return clients
        .filter(client => fits(client, selectors, now))
        .sort((a, b) => byAge(b, a))
        .map(client => {
        if (client.id === selectors.ownId)
            return { client, deleted: false, why: 'the action is signed in with it' };
        if (kept.has(client.id))
            return { client, deleted: false, why: `among the newest ${selectors.keep} of its name` };
        return { client, deleted: true, why: selection_reasonOf(client, selectors) };
    });
}
function fits(client, { ids, name, ephemeralOf, olderThan, unusedFor }, now) {
    const { created = now, lastUsed = created } = client;
    return ((ids === undefined || ids.includes(client.id)) &&
        (name === undefined || globPattern(name).test(client.name ?? '')) &&
        (ephemeralOf === undefined || isEphemeralOf(ephemeralOf, client)) &&
        (olderThan === undefined || created < now - olderThan) &&
        (unusedFor === undefined || lastUsed < now - unusedFor));
}
/** By the mark that makeMark puts at the end of the description. */
function isEphemeralOf(repository, { description }) {
    const mark = /\[ephemeral repository=(\S*) run=\S* id=[0-9a-f]{32}\]\s*$/.exec(description ?? '');
    return mark?.[1] === repository;
}
function globPattern(glob) {
    return new RegExp(`^${glob.split(/\*+/).map(RegExp.escape).join('.*')}$`, 's');
}
function newestOfEachName(clients, keep) {
    const byName = Map.groupBy(clients, ({ name }) => name);
    return new Set([...byName.values()].flatMap(same => same
        .sort(byAge)
        .slice(0, keep)
        .map(({ id }) => id)));
}
function selection_reasonOf({ lastUsed }, { ids, name, ephemeralOf, olderThan, unusedFor }) {
    return [
        ids && 'its id is given',
        name && 'its name fits',
        ephemeralOf && 'ephemeral, left behind',
        olderThan && 'old enough',
        unusedFor && (lastUsed === undefined ? 'never used' : 'unused for long enough'),
    ]
        .filter(Boolean)
        .join(', ');
}

;// CONCATENATED MODULE: ./lib/prune-clients.js





/** A job summary may have 1 MiB, and nobody reads that much. */
const MOST_ROWS = 1000;
/**
 * The story of the prune action: list, decide, show, delete, and say what could not be deleted.
 *
 * @throws Error that names each client that could not be deleted
 */
async function prune({ selectors, dryRun, summary }, tools) {
    const { tenant, report, clock } = tools;
    const start = clock.now();
    const clients = await listFor(selectors, tools);
    const decisions = selection_select(clients, selectors, start);
    const chosen = decisions.filter(({ deleted }) => deleted).map(({ client }) => client.id);
    const own = decisions.find(({ client }) => client.id === selectors.ownId);
    if (own !== undefined)
        report.warning(`The client ${own.client.id} is not deleted: ${own.why}.`);
    for (const line of asText(rowsOf(decisions, dryRun)))
        report.info(line);
    const { removed, failures } = dryRun ? { removed: [], failures: [] } : await removeAll(chosen, tools);
    report.output('deleted', JSON.stringify(removed));
    report.output('count', String(removed.length));
    const result = dryRun
        ? `Dry run: ${count(chosen.length, 'client')} would be deleted.`
        : `${count(removed.length, 'client')} deleted in ${seconds(clock.now() - start)}.`;
    report.info(result);
    if (summary) {
        const [head = [], ...rows] = rowsOf(decisions, dryRun);
        const more = rows.length > MOST_ROWS ? `<p>and ${rows.length - MOST_ROWS} more</p>\n` : '';
        const text = table([head, ...rows.slice(0, MOST_ROWS)], 'row') + more;
        await addSummary(result, text, adminPage(tenant.connection.origin), report);
    }
    if (failures.length > 0)
        throw new Error(couldNotDelete(failures, tenant));
}
/**
 * The clients that can be selected. For `unused-for` the tenant is asked, unless `keep` needs all clients of a name.
 * Filter syntax: the vendor's "standard collection parameters".
 */
async function listFor({ unusedFor, keep }, { tenant, clock }) {
    if (unusedFor === undefined || keep > 0)
        return (await tenant.list()).clients;
    const since = new Date(clock.now() - unusedFor).toISOString();
    const [unused, neverUsed] = [await tenant.list(`lastUsed le ${since}`), await tenant.list('lastUsed isnull')];
    const byId = new Map([...unused.clients, ...neverUsed.clients].map(client => [client.id, client]));
    return [...byId.values()];
}
function rowsOf(decisions, dryRun) {
    const time = (milliseconds, otherwise) => milliseconds === undefined ? otherwise : new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ');
    const rows = decisions.map(({ client: { id, name, created, lastUsed }, deleted, why }) => [
        name ?? '',
        id,
        time(created, 'unknown'),
        time(lastUsed, 'never'),
        `${deleted ? (dryRun ? 'would delete' : 'delete') : 'keep'}: ${why}`,
    ]);
    return [['Name', 'client-id', 'Created (UTC)', 'Last used (UTC)', 'Decision'], ...rows];
}
function asText(rows) {
    const oneLine = rows.map(row => row.map(cell => cell.replaceAll(/[\r\n\t]+/g, ' ')));
    const widths = oneLine[0]?.map((_, column) => Math.min(40, Math.max(...oneLine.map(row => row[column]?.length ?? 0)))) ?? [];
    return oneLine.map(row => row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd());
}

;// CONCATENATED MODULE: ./lib/prune-inputs.js




const PRUNE_INPUTS = [
    'client-id',
    'name',
    'ephemeral',
    'older-than',
    'unused-for',
    'keep',
    'dry-run',
    'summary',
    'timeout-seconds',
];
const MILLISECONDS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
/**
 * Reads and checks everything that the prune action is given.
 *
 * @throws WrongInputs with every problem
 */
async function readPruneSettings(env, report) {
    const inputs = openInputs(env, report, [...CONNECTION_INPUTS, ...PRUNE_INPUTS]);
    const { given, complain } = inputs;
    const connection = readConnection(inputs, complain);
    const ids = await inputs.list('client-id');
    for (const id of ids)
        if (!isClientId(id))
            complain('client-id', `${quote(id)} is not the id of a client`);
    const ephemeral = inputs.flag('ephemeral', false);
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    if (ephemeral && repository === '')
        complain('ephemeral', 'needs GITHUB_REPOSITORY, which the runner sets');
    const olderThan = readDuration(given('older-than'), 'older-than', complain);
    const unusedFor = readDuration(given('unused-for'), 'unused-for', complain);
    const keep = inputs.wholeNumber('keep', 0);
    const dryRun = inputs.flag('dry-run', false);
    const summary = inputs.flag('summary', true);
    const timeout = inputs.wholeNumber('timeout-seconds', 600) * 1000;
    const selected = ['client-id', 'name', 'unused-for'].some(input => given(input) !== '') || ephemeral;
    if (!selected) {
        complain('client-id', 'is missing: give client-id, name, ephemeral or unused-for; no selection never means all clients');
    }
    inputs.needFiles(['GITHUB_OUTPUT']);
    if (connection === undefined || inputs.problems.length > 0)
        throw new WrongInputs(inputs.problems);
    if (ephemeral && olderThan === undefined && !dryRun) {
        report.warning('ephemeral: without older-than, the clients of jobs that are still running are deleted, too.');
    }
    const selectors = {
        ids: given('client-id') === '' ? undefined : ids,
        name: given('name') || undefined,
        ephemeralOf: ephemeral ? repository : undefined,
        olderThan,
        unusedFor,
        keep,
        ownId: ownClientId(connection.credentials),
    };
    return { connection, selectors, dryRun, summary, timeout };
}
/** @returns milliseconds, or undefined when it is not given or wrong */
function readDuration(text, input, complain) {
    if (text === '')
        return undefined;
    const match = /^([1-9]\d{0,5})([mhdw])$/.exec(text);
    if (match === null) {
        complain(input, `${quote(text)} is not a duration such as 45m, 12h, 30d or 2w`);
        return undefined;
    }
    const [, number, unit] = match;
    return Number(number) * (unit === 'm' || unit === 'h' || unit === 'd' || unit === 'w' ? MILLISECONDS[unit] : 0);
}

;// CONCATENATED MODULE: ./lib/prune.js





/** The prune action: deletes clients by what they are. */
function prune_prune() {
    return run(async ({ env, report, clock, start }) => {
        const settings = await readPruneSettings(env, report);
        const until = start + settings.timeout;
        const tenant = openTenant(settings.connection, createHttp(clock, report.info), clock, report, until);
        await prune(settings, { tenant, report, clock, until });
    });
}

;// CONCATENATED MODULE: ./lib/unseal.js





/** The unseal action: a client that another job sealed, as outputs of this one. Uses no network. */
function unseal_unseal() {
    return run(async ({ env, report }) => {
        const inputs = openInputs(env, report, ['sealed', 'seal-key', 'export-env']);
        const { given, complain, problems } = inputs;
        const exportEnv = inputs.flag('export-env', false);
        const key = parseSealKey(given('seal-key'));
        if (given('seal-key') === '')
            complain('seal-key', 'is missing: a pull request from a fork receives no secrets');
        else if (key === undefined)
            complain('seal-key', SEAL_KEY_FORM);
        if (given('sealed') === '') {
            complain('sealed', 'is empty: the job that sealed it must be listed under needs, hand it on in its outputs, and have had a secret to seal');
        }
        inputs.needFiles(['GITHUB_OUTPUT', ...(exportEnv ? ['GITHUB_ENV'] : [])]);
        if (problems.length > 0 || key === undefined)
            throw new WrongInputs(problems);
        const content = await unseal(given('sealed'), key, env['GITHUB_REPOSITORY'] ?? '').catch((error) => {
            throw new Error(`sealed: ${messageOf(error)}.`);
        });
        report.mask(content.secret);
        const { id, secret, client, 'base-url': origin } = content;
        setOutputs({ id, secret, client, origin }, report);
        if (exportEnv)
            exportCredentials(origin, id, secret, report);
        report.info(`Opened the client ${id}, sealed by run ${content.run} at ${content.created}.`);
    });
}

;// CONCATENATED MODULE: ./lib/index.js





var __webpack_exports__main = __webpack_exports__.iW;
var __webpack_exports__post = __webpack_exports__.bE;
var __webpack_exports__prune = __webpack_exports__.R3;
var __webpack_exports__unseal = __webpack_exports__.Du;
export { __webpack_exports__main as main, __webpack_exports__post as post, __webpack_exports__prune as prune, __webpack_exports__unseal as unseal };
