// Expands JSON-LD files (https://www.w3.org/TR/json-ld11-api/#expansion-algorithm) without the network: prints an array
// with a result for each file, {expanded} or {error}.
import { readFile } from "node:fs/promises";
import jsonld from "jsonld";

const documentLoader = async (url) => {
  throw new Error(`wants to load ${url}`);
};

const results = [];
for (const file of process.argv.slice(2)) {
  try {
    const document = JSON.parse(await readFile(file, "utf8"));
    const options = { base: "https://example.org/export/", documentLoader, safe: true };
    results.push({ expanded: await jsonld.expand(document, options) });
  } catch (error) {
    results.push({ error: String(error.message ?? error) + JSON.stringify(error.details ?? null) });
  }
}
console.log(JSON.stringify(results));
