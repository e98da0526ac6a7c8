import { randomBytes } from 'node:crypto';

/** Ids of the tenant have 32 hex digits (16 bytes), secrets have 64 (32 bytes). */
export const randomId = (): string => randomBytes(16).toString('hex');
export const randomSecret = (): string => randomBytes(32).toString('hex');
