import type { Complain } from './connection.ts';

/**
 * @actions/http-client goes past a proxy whose URL it cannot read, and decodes user and password when it can.
 * It takes a host without a scheme, too.
 */
export function checkProxy(env: NodeJS.ProcessEnv, complain: Complain): void {
  const name = ['https_proxy', 'HTTPS_PROXY'].find(each => env[each]);
  const text = env[name ?? ''];
  if (name === undefined || text === undefined) return;
  const url = /^https?:\/\//.test(text) ? text : `http://${text}`;
  try {
    const { username, password } = new URL(url);
    decodeURIComponent(username + password);
  } catch {
    complain(name, 'is not the URL of a proxy, such as http://proxy.example:3128');
  }
}

/**
 * The credentials in the URL of a proxy, in every form in which a message could show them.
 * @actions/http-client reads the same variables.
 */
export function proxySecrets(env: NodeJS.ProcessEnv): string[] {
  return ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].flatMap(name => {
    const text = env[name] ?? '';
    if (text === '') return [];
    const userinfo = /^(?:[a-z]+:\/\/)?([^/]*)@/i.exec(text)?.[1];
    if (userinfo === undefined) return [];
    const [user = '', ...rest] = userinfo.split(':');
    const password = rest.join(':');
    // Without a password the user is what is secret: a token.
    const secrets = password === '' ? [user] : [password, userinfo];
    const plain = secrets.map(decode);
    return [...secrets, ...plain, ...plain.map(each => Buffer.from(each).toString('base64'))];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
