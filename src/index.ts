export { main } from './main.ts';
export { post } from './post.ts';
export { prune } from './prune.ts';
export { unseal } from './unseal.ts';
