import * as core from '@actions/core';
import { HttpClient } from '@actions/http-client';
export function main(): void { core.info('hi' + typeof new HttpClient().getAgent); }
export async function y(): Promise<void> { const { load } = await import('js-yaml'); core.info(String(load('a'))); }
