// Makes the ten calls with the official TypeScript SDK against the server whose address is given, and prints what came.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

// The SDK is installed where the runner starts this.
const { default: Cloudflare } = createRequire(`${process.cwd()}/`)('cloudflare');

const routing = new Cloudflare({ apiToken: 't', baseURL: process.argv[2], maxRetries: 0 }).aiGateway.dynamicRouting;
const ofAccount = { account_id: 'a' };
const within = { account_id: 'a', gateway_id: 'g' };
const elements = [
  { id: 'start', type: 'start', outputs: { next: { elementId: 'end' } } },
  { id: 'end', type: 'end', outputs: {} },
];

const calls = {
  create: async () => (await routing.create('g', { ...ofAccount, name: 'support', elements })).name,
  get: async () => (await routing.get('r', within)).id,
  list: async () => (await routing.list('g', ofAccount)).data.routes[0].id,
  update: async () => (await routing.update('r', { ...within, name: 'renamed' })).route.id,
  createVersion: async () => (await routing.createVersion('r', { ...within, elements })).id,
  listVersions: async () => (await routing.listVersions('r', within)).data.versions[0].version_id,
  getVersion: async () => (await routing.getVersion('v', { ...within, id: 'r' })).version_id,
  createDeployment: async () => (await routing.createDeployment('r', { ...within, version_id: 'v' })).id,
  listDeployments: async () => (await routing.listDeployments('r', within)).data.deployments[0].deployment_id,
  delete: async () => (await routing.delete('r', within)).id,
};
for (const [name, call] of Object.entries(calls)) {
  const came = await call();
  assert.ok(typeof came === 'string' && came, `${name}: ${came}`);
  console.log(`ok: TypeScript SDK, ${name}: ${came}`);
}
