import { unseal } from './index.js';

await unseal();
