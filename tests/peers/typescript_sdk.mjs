// Does one task with the official TypeScript SDK, and prints how it ended as JSON.

import { createRequire } from 'node:module';
import { inspect } from 'node:util';

import { callInWorkers } from './workers.mjs';

// The SDK is installed below target/, where the runner starts this.
const require = createRequire(`${process.cwd()}/`);
const { default: Cloudflare } = require('cloudflare');

const task = JSON.parse(process.argv[2]);
const given = task.client ?? {};
const options = task.options ?? {};

function make() {
  const names = { token: 'apiToken', email: 'apiEmail', key: 'apiKey', retries: 'maxRetries' };
  const settings = { baseURL: task.address };
  for (const [name, value] of Object.entries(given)) if (name in names) settings[names[name]] = value;
  if ('timeout' in given) settings.timeout = given.timeout * 1000;
  if (given.own_http)
    settings.fetch = (url, init) => {
      init.headers.set('x-own-client', '1');
      return fetch(url, init);
    };
  return new Cloudflare(settings);
}

function perCall() {
  const extra = {};
  if ('header' in options) extra.headers = Object.fromEntries([options.header]);
  if ('query' in options) extra.query = Object.fromEntries([options.query]);
  if ('body' in options) extra.body = { name: 'n', elements: [], ...Object.fromEntries([options.body]) };
  if ('timeout' in options) extra.timeout = options.timeout * 1000;
  if ('retries' in options) extra.maxRetries = options.retries;
  return extra;
}

function call(client) {
  const routing = client.aiGateway.dynamicRouting;
  const account = { account_id: task.account ?? 'a' };
  const within = { ...account, gateway_id: 'g' };
  const elements = [{ id: 'e', type: 'end', outputs: {} }];
  switch (task.call) {
    case 'get':
      return routing.get(task.id ?? 'r', within, perCall());
    case 'create':
      return routing.create('g', { ...account, name: task.name ?? 'n', elements }, perCall());
    case 'update':
      return routing.update('r', { ...within, name: 'n' }, perCall());
    case 'delete':
      return routing.delete('r', within, perCall());
    case 'list':
      return routing.list('g', { ...account, per_page: 2 }, perCall());
  }
}

async function run() {
  if ('deadline' in options) return { missing: 'no setting' };
  if (task.end === 'blocking') return { missing: 'no' };
  if (task.end === 'workers') return callInWorkers(require, task.address);
  const client = make();
  start = performance.now();
  if (task.end === 'raw') {
    const { data, response } = await call(client).withResponse();
    return { value: true, raw: [response.status, response.headers.get('cf-ray'), data.id] };
  }
  const value = await call(client);
  if (task.end === 'round_trip') {
    const params = { account_id: 'a', gateway_id: 'g', elements: value.elements };
    await client.aiGateway.dynamicRouting.createVersion('r', params);
    return { value: true, read_as: value.elements.map((element) => element.constructor.name) };
  }
  if (task.end === 'items') {
    if (!(Symbol.asyncIterator in value)) return { value: true, items: value.data.routes.length };
    // Lists that the SDK pages through iterate over their items.
    let items = 0;
    for await (const _ of value) items += 1;
    return { value: true, items };
  }
  return { value: value !== undefined && value !== null, printed: inspect(client) };
}

function failed(error) {
  const known = { type: error.constructor.name, printed: inspect(error) };
  if (error instanceof Cloudflare.APIError) {
    known.status = error.status;
    known.codes = (error.errors ?? []).map((detail) => detail.code);
    known.messages = (error.errors ?? []).map((detail) => detail.message);
    known.request_id = error.headers?.get('cf-ray');
    known.body = inspect(error);
  }
  return known;
}

let start = performance.now();
const outcome = await run().catch((error) => ({ error: failed(error) }));
console.log(JSON.stringify({ ...outcome, seconds: (performance.now() - start) / 1000 }));
// Connections that are kept alive would keep the process.
process.exit(0);
