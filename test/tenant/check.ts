import type { Message } from './answers.ts';
import type { AccessType, ClientType, GrantType } from './clients.ts';

export interface CreateBody {
  businessName?: string | null;
  homepageUrl?: string | null;
  name: string | null;
  description: string | null;
  accessTokenValiditySeconds: number;
  refreshTokenValiditySeconds?: number;
  redirectUris?: string[] | null;
  grantTypes: GrantType[] | null;
  accessType: AccessType;
  type?: ClientType;
  internal?: boolean;
  enabled: boolean;
  strongAuthSupported?: boolean;
  claimsSupported?: boolean;
  scope?: string[] | null;
}

interface Shape {
  fits(value: unknown): boolean;
  expected: Message;
}

interface Rule extends Shape {
  required: boolean;
}

const text: Shape = {
  fits: value => typeof value === 'string',
  expected: { de: 'eine Zeichenkette', en: 'a string' },
};

const flag: Shape = {
  fits: value => typeof value === 'boolean',
  expected: { de: 'true oder false', en: 'true or false' },
};

const seconds: Shape = {
  fits: value => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 2 ** 31 - 1,
  expected: { de: 'eine ganze Zahl von 1 bis 2147483647', en: 'an integer from 1 to 2147483647' },
};

function oneOf(...names: string[]): Shape {
  const list = names.join(', ');
  return {
    fits: value => typeof value === 'string' && names.includes(value),
    expected: { de: `eines von ${list}`, en: `one of ${list}` },
  };
}

function listOf(item: Shape): Shape {
  return {
    fits: value => Array.isArray(value) && value.every(item.fits),
    expected: { de: `eine Liste, je Eintrag ${item.expected.de}`, en: `a list, each item ${item.expected.en}` },
  };
}

function nullable(shape: Shape): Shape {
  return {
    fits: value => value === null || shape.fits(value),
    expected: { de: `${shape.expected.de} oder null`, en: `${shape.expected.en} or null` },
  };
}

const required = (shape: Shape): Rule => ({ ...shape, required: true });
const optional = (shape: Shape): Rule => ({ ...shape, required: false });

const rules: Record<keyof CreateBody, Rule> = {
  businessName: optional(nullable(text)),
  homepageUrl: optional(nullable(text)),
  name: required(nullable(text)),
  description: required(nullable(text)),
  accessTokenValiditySeconds: required(seconds),
  refreshTokenValiditySeconds: optional(seconds),
  redirectUris: optional(nullable(listOf(text))),
  grantTypes: required(nullable(listOf(oneOf('CLIENT_CREDENTIALS', 'AUTHORIZATION_CODE', 'REFRESH_TOKEN')))),
  accessType: required(oneOf('ONLINE', 'OFFLINE')),
  type: optional(oneOf('CONFIDENTIAL', 'PUBLIC')),
  internal: optional(flag),
  enabled: required(flag),
  strongAuthSupported: optional(flag),
  claimsSupported: optional(flag),
  scope: optional(nullable(listOf(text))),
};

/** Strict where the vendor may be lenient: what passes here should pass anywhere. Adds what it finds to `problems`. */
export function isCreateBody(body: unknown, problems: Message[]): body is CreateBody {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    problems.push({ de: 'Der Inhalt ist kein JSON-Objekt.', en: 'The body is not a JSON object.' });
    return false;
  }
  const fields = new Map<string, unknown>(Object.entries(body));
  for (const field of fields.keys()) {
    if (!Object.hasOwn(rules, field)) {
      problems.push({ de: `Das Feld "${field}" ist unbekannt.`, en: `The field "${field}" is unknown.` });
    }
  }
  for (const [field, rule] of Object.entries(rules)) {
    if (!fields.has(field)) {
      if (rule.required) problems.push({ de: `Das Feld "${field}" fehlt.`, en: `The field "${field}" is missing.` });
    } else if (!rule.fits(fields.get(field))) {
      const { de, en } = rule.expected;
      problems.push({ de: `Das Feld "${field}" muss sein: ${de}.`, en: `The field "${field}" must be ${en}.` });
    }
  }
  if (includes(fields.get('grantTypes'), 'AUTHORIZATION_CODE') && !hasItems(fields.get('redirectUris'))) {
    problems.push({
      de: 'Das Feld "redirectUris" muss mindestens einen Eintrag haben, wenn "grantTypes" AUTHORIZATION_CODE enthält.',
      en: 'The field "redirectUris" must have an item when "grantTypes" includes AUTHORIZATION_CODE.',
    });
  }
  return problems.length === 0;
}

const includes = (list: unknown, item: string): boolean => Array.isArray(list) && list.includes(item);
const hasItems = (list: unknown): boolean => Array.isArray(list) && list.length > 0;
