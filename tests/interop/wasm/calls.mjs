// Makes the calls of `src/lib.rs` under Node.js, against servers on loopback: `node calls.mjs FOLDER`, where FOLDER has
// what `build` wrote.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const { call } = createRequire(`${resolve(process.argv[2])}/`)('./in_webassembly.js');

const route = {
  id: 'r', name: 'support', elements: [{ id: 'end', type: 'end', outputs: {} }], gateway_id: 'g', account_tag: 'a',
  created_at: '2026-01-01T00:00:00Z', modified_at: '2026-01-01T00:00:00Z',
  deployment: { deployment_id: 'd', version_id: 'v', created_at: '2026-01-01T00:00:00Z' },
  version: { version_id: 'v', data: '[]', active: 'true', is_valid: true, created_at: '2026-01-01T00:00:00Z' },
};
const whole = { ...route, ...route.version };

/** The answer of the service to a request. */
function answer(method, target) {
  const url = new URL(target, 'http://localhost');
  const name = /\/(routes|versions|deployments)$/.exec(url.pathname)?.[1];
  if (method === 'GET' && name) {
    const item = { routes: whole, versions: whole, deployments: route.deployment }[name];
    const number = Number(url.searchParams.get('page') ?? 1);
    // An item that comes twice, because the list moved between two pages, is given once.
    const first = { ...item, id: `r${number}` };
    const items = number < 3 ? [first, { ...item, id: `s${number}` }] : [first];
    const data = { [name]: items, page: number, per_page: 2, order_by: 'id', order_by_direction: 'asc' };
    return { success: true, data };
  }
  return method === 'PATCH' ? { success: true, route: whole } : { success: true, result: whole };
}

/** A server on loopback, with the requests that came to it. */
async function serve(respond) {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push({ method: request.method, target: request.url, headers: request.headers });
    request.resume();
    respond(request, response, requests.length);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const end = () => { server.closeAllConnections(); server.close(); };
  return { address: `http://127.0.0.1:${server.address().port}`, requests, end };
}

const json = (request, response) => response.end(JSON.stringify(answer(request.method, request.url)));

const tests = {
  async 'all ten operations and the pages of a list are read'() {
    const service = await serve(json);
    const expected = {
      list: '2', items: '5', create: 'support', get: 'r', update: 'r', delete: 'r', list_deployments: '2',
      create_deployment: 'r', list_versions: '2', create_version: 'r', get_version: 'v',
    };
    for (const [operation, value] of Object.entries(expected))
      assert.equal(await call(service.address, 'token', operation), `ok: ${value}`, operation);
    assert.equal(service.requests[0].headers.authorization, 'Bearer canary-token');
    service.end();
  },

  async 'no redirect is followed, so no secret goes to another host'() {
    const elsewhere = await serve(json);
    for (const status of [301, 302, 303, 307, 308])
      for (const secrets of ['token', 'email and key'])
        for (const operation of ['get', 'create', 'delete']) {
          const location = `${elsewhere.address}/elsewhere`;
          const service = await serve((_, response) => response.writeHead(status, { location }).end());
          const said = await call(service.address, secrets, operation);
          assert.match(said, new RegExp(`^the service answered ${status} .*retryable: false, tries: 1`));
          assert.equal(service.requests.length, 1);
          const own = service.requests[0].headers;
          assert.equal(secrets === 'token' ? own.authorization : own['x-auth-key'],
            secrets === 'token' ? 'Bearer canary-token' : 'canary-key');
          service.end();
        }
    assert.deepEqual(elsewhere.requests, []);
    elsewhere.end();
  },

  async 'a redirect that a browser hides is an error that says so'() {
    const real = globalThis.fetch;
    globalThis.fetch = async (request) => {
      assert.equal(request.redirect, 'manual');
      return Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' });
    };
    const said = await call('http://127.0.0.1:1', 'email and key', 'create');
    globalThis.fetch = real;
    assert.match(said, /^the request was not answered: the answer is a redirect, which is not followed/);
    assert.match(said, /retryable: false, tries: 1/);
  },

  async 'a limit of time is a timeout, of the body too'() {
    const stalled = await serve(() => {});
    assert.match(await call(stalled.address, 'token', 'get within 100 ms'), /it timed out, after 3 tries \[timeout: true/);
    assert.match(await call(stalled.address, 'token', 'get with a deadline of 100 ms'), /the deadline passed.*timeout: true/);
    stalled.end();
    const half = await serve((_, response) => response.writeHead(200).write('{'));
    assert.match(await call(half.address, 'token', 'get within 100 ms'), /it timed out, after 3 tries \[timeout: true/);
    half.end();
  },

  async 'what may run twice is tried again, and nothing else'() {
    const busy = await serve((_, response) => response.writeHead(503).end());
    assert.match(await call(busy.address, 'token', 'get'), /503.*tries: 3/);
    assert.match(await call(busy.address, 'token', 'create'), /503.*tries: 1/);
    busy.end();
    const broken = await serve((request) => request.socket.destroy());
    assert.match(await call(broken.address, 'token', 'get'), /the connection broke before the answer was whole: .*tries: 3/);
    assert.match(await call(broken.address, 'token', 'create'), /tries: 1/);
    broken.end();
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok: ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${name}\n${error.stack}`);
  }
}
process.exit(failed ? 1 : 0);
