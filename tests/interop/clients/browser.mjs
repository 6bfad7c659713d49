// What the three kinds of client share: a "browser" that chooses a resident, and a tally that `cargo xtask interop` counts.

/** Opens `url`, presses the button of `sub`, gives the address that the browser is sent back to. */
export async function choose(url, sub) {
  const page = await fetch(url);
  const html = await page.text();
  const request = html.match(/name="request" value="([^"]+)"/)?.[1];
  if (!request) throw new Error(`no page to choose from: ${page.status}`);
  const answer = await fetch(new URL('/oauth/authorize', url), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ request, sub }),
  });
  const to = answer.headers.get('location');
  if (answer.status !== 303 || !to) throw new Error(`nothing to go back to: ${answer.status}`);
  return new URL(to);
}

let failed = false;

/** Runs one step and says how it went. A step after a failed one is not run. */
export async function step(name, work) {
  if (failed) return undefined;
  try {
    const value = await work();
    console.log(`ok ${name}`);
    return value;
  } catch (error) {
    failed = true;
    const cause = error.cause ? ` (${JSON.stringify(error.cause)})` : '';
    console.log(`not ok ${name}: ${error.message}${cause}`);
    process.exitCode = 1;
    return undefined;
  }
}

export function equal(got, expected, what) {
  if (got !== expected) throw new Error(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(expected)}`);
}

/** Expects `work` to be refused with the OAuth error `code`. */
export async function refused(work, code) {
  try {
    await work();
  } catch (error) {
    equal(error.error ?? error.cause?.error ?? error.code, code, 'error');
    return;
  }
  throw new Error(`not refused: ${code} was due`);
}
