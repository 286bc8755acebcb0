// Makes one call with the official TypeScript SDK inside workerd, which Cloudflare Workers run in.

const WORKER = `
import Cloudflare from 'cloudflare';

export default {
  async fetch(_, { ADDRESS }) {
    const client = new Cloudflare({ baseURL: ADDRESS, apiToken: 'canary-token' });
    const { id } = await client.aiGateway.dynamicRouting.get('r', { account_id: 'a', gateway_id: 'g' });
    return Response.json({ id });
  },
};`;

export async function callInWorkers(require, address) {
  const { build } = require('esbuild');
  const { Miniflare } = require('miniflare');
  const bundle = await build({
    stdin: { contents: WORKER, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
  });
  const script = bundle.outputFiles[0].text;
  const workers = new Miniflare({
    modules: true,
    script,
    compatibilityDate: '2025-01-01',
    bindings: { ADDRESS: address },
  });
  try {
    const response = await workers.dispatchFetch('http://localhost/');
    return { value: (await response.json()).id === 'r1' };
  } finally {
    await workers.dispose();
  }
}
