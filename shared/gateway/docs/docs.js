"use strict";
// Shows the services' OpenAPI documents, and asks the services. Everything comes from this server.

const METHODS = ["get", "post", "put", "patch", "delete"];
const at = id => document.getElementById(id);
let services = [], service, api, operations = [];

// make("p", { class: "soft" }, "text", child …)
function make(tag, attributes, ...children) {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes || {}))
		if (name.startsWith("on"))
			made.addEventListener(name.slice(2), value);
		else if (value !== undefined && value !== false)
			made.setAttribute(name, value === true ? "" : value);
	made.append(...children.flat().filter(child => child !== undefined && child !== null && child !== ""));
	return made;
}

// The little of Markdown that descriptions use: paragraphs, lists, **strong**, `code`.
function prose(text) {
	const inline = part => part.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map(piece =>
		piece.startsWith("**") ? make("strong", {}, piece.slice(2, -2)) :
		piece.startsWith("`") ? make("code", {}, piece.slice(1, -1)) : piece);
	return (text || "").trim().split(/\n\s*\n/).filter(Boolean).map(paragraph =>
		/^[-*] /.test(paragraph)
			? make("ul", {}, paragraph.split(/\n(?=[-*] )/).map(item => make("li", {}, inline(item.slice(2)))))
			: make("p", {}, inline(paragraph)));
}

function follow(node) {
	for (let hops = 0; node && node.$ref && hops < 20; hops++)
		node = node.$ref.slice(2).split("/").reduce((from, name) =>
			from && from[name.replace(/~1/g, "/").replace(/~0/g, "~")], api);
	return node || {};
}

const nameOf = schema => schema && schema.$ref ? schema.$ref.split("/").pop() : "";

function typeOf(schema) {
	const real = follow(schema);
	if (real.type === "array")
		return `list of ${typeOf(real.items || {})}`;
	if (real.enum)
		return nameOf(schema) || "one of";
	const type = nameOf(schema) || [].concat(real.type || "any").join(" or ");
	return real.format ? `${type} (${real.format})` : type;
}

function limits(schema) {
	const words = { minLength: "at least %s characters", maxLength: "at most %s characters", minimum: "at least %s",
		maximum: "at most %s", minItems: "at least %s items", maxItems: "at most %s items", pattern: "matches %s",
		default: "default %s", const: "always %s" };
	return Object.keys(words).filter(key => schema[key] !== undefined)
		.map(key => words[key].replace("%s", schema[key])).join(", ");
}

function labels(schema) {
	const names = schema["x-labels"] || {};
	return make("div", {}, (schema.enum || []).map(value => make("span", { class: "tag", title: (names[value] || {}).en },
		make("code", {}, String(value)), names[value] ? ` ${names[value].zh}` : "")));
}

function schemaView(schema, depth = 0) {
	const real = follow(schema);
	if (real.enum)
		return labels(real);
	if (real.type === "array")
		return schemaView(real.items || {}, depth);
	const parts = real.allOf || real.oneOf || real.anyOf;
	if (parts && !real.properties)
		return make("div", {}, parts.map(part => schemaView(part, depth)));
	if (!real.properties)
		return make("span", { class: "soft" }, limits(real));
	return make("table", {}, Object.entries(real.properties).map(([name, property]) => {
		const inner = follow(property);
		const item = inner.type === "array" ? follow(inner.items) : inner;
		const deeper = item.properties || item.enum || item.allOf || item.oneOf;
		return make("tr", {},
			make("td", {}, make("code", {}, name), (real.required || []).includes(name) ? " *" : ""),
			make("td", {}, make("span", { class: "soft" }, typeOf(property)),
				prose(property.description || inner.description),
				inner.enum ? "" : make("span", { class: "soft" }, limits(inner)),
				deeper ? unfolding(item.enum ? "values" : "members", () => schemaView(inner, depth + 1), depth < 1 && !item.enum) : ""));
	}));
}

// A recursive schema has no end: what is folded is made when it is opened.
function unfolding(title, content, open) {
	const made = make("details", { open }, make("summary", {}, title));
	const fill = () => made.open && made.childElementCount === 1 && made.append(content());
	made.addEventListener("toggle", fill);
	fill();
	return made;
}

function exampleOf(content) {
	if (!content)
		return "";
	const [type, media] = Object.entries(content)[0];
	const given = media.example !== undefined ? media.example
		: media.examples ? follow(Object.values(media.examples)[0]).value
		: (follow(media.schema).examples || [])[0] || follow(media.schema).example;
	const value = given !== undefined ? given : /json/.test(type) ? sample(media.schema, 0) : "";
	return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function sample(schema, depth) {
	const real = follow(schema);
	if (real.example !== undefined)
		return real.example;
	if (real.enum)
		return real.enum[0];
	if (real.type === "array")
		return depth > 3 ? [] : [sample(real.items || {}, depth + 1)];
	if (real.properties && depth < 4)
		return Object.fromEntries((real.required || []).map(name => [name, sample(real.properties[name], depth + 1)]));
	return { integer: real.minimum || 0, boolean: false, object: {} }[[].concat(real.type)[0]]
		?? { uuid: "00000000-0000-7000-8000-000000000000", date: "2026-01-31", "date-time": "2026-01-31T01:00:00Z" }[real.format] ?? "…";
}

function parametersView(parameters) {
	return parameters.length ? make("table", {}, parameters.map(parameter => make("tr", {},
		make("td", {}, make("code", {}, parameter.name), parameter.required ? " *" : ""),
		make("td", {}, parameter.in),
		make("td", {}, make("span", { class: "soft" }, typeOf(parameter.schema || {})), prose(parameter.description),
			schemaView(parameter.schema || {}))))) : make("p", { class: "soft" }, "none");
}

function responseView([status, response]) {
	const real = follow(response), content = Object.entries(real.content || {});
	return unfolding(`${status}  ${(real.description || "").split("\n")[0]}`, () => make("div", {}, prose(real.description),
		content.map(([type, media]) => make("div", {}, make("code", {}, type), schemaView(media.schema || {}))),
		Object.keys(real.headers || {}).length
			? make("p", { class: "soft" }, "headers: ", Object.keys(real.headers).join(", ")) : ""), status < "300" && content.length > 0);
}

// What every service has is reached below the service's name, but for the first.
const address = operation => (service !== services[0] && operation.tags && operation.tags[0] === "service" ? `/${service}` : "")
	+ operation.path;

function tryView(operation) {
	const inputs = [], result = make("div"), curl = make("pre");
	const body = operation.requestBody && make("textarea", { spellcheck: "false" }, exampleOf(follow(operation.requestBody).content));
	const type = operation.requestBody && Object.keys(follow(operation.requestBody).content || {})[0];
	const asked = () => {
		let path = address(operation), query = new URLSearchParams(), headers = {};
		for (const { parameter, field } of inputs) {
			if (parameter.in === "path")
				path = path.replace(`{${parameter.name}}`, encodeURIComponent(field.value || parameter.name));
			else if (field.value && parameter.in === "query")
				query.append(parameter.name, field.value);
			else if (field.value && parameter.in === "header")
				headers[parameter.name] = field.value;
		}
		if (at("token").value)
			headers.Authorization = `Bearer ${at("token").value.trim()}`;
		if (type)
			headers["Content-Type"] = type;
		return { path: path + (String(query) ? `?${query}` : ""), method: operation.method, headers, body: body ? body.value : undefined };
	};
	const quote = text => `'${text.replace(/'/g, "'\\''")}'`;
	const showCurl = () => {
		const { path, method, headers, body: sent } = asked();
		curl.textContent = `curl -X ${method} ${quote(location.origin + path)}`
			+ Object.entries(headers).map(([name, value]) => ` \\\n  -H ${quote(`${name}: ${name === "Authorization" ? "Bearer $TOKEN" : value}`)}`).join("")
			+ (sent ? ` \\\n  --data-binary ${quote(sent)}` : "");
	};
	const send = async event => {
		event.preventDefault();
		const { path, ...rest } = asked();
		result.replaceChildren("…");
		try {
			const answer = await fetch(path, { ...rest, cache: "no-store" });
			const text = await answer.text();
			let shown = text;
			try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: as it is */ }
			result.replaceChildren(make("p", {}, make("strong", {}, `${answer.status} ${answer.statusText}`)),
				make("pre", {}, [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n")), make("pre", {}, shown));
		} catch (error) {
			result.replaceChildren(String(error));
		}
	};
	const rows = operation.parameters.map(parameter => {
		const field = make("input", { placeholder: typeOf(parameter.schema || {}), required: parameter.in === "path" });
		inputs.push({ parameter, field });
		return make("tr", {}, make("td", {}, make("code", {}, parameter.name)), make("td", {}, field));
	});
	showCurl();
	return make("form", { onsubmit: send, oninput: showCurl }, make("table", {}, rows), body || "",
		make("p", {}, make("button", {}, "Send")), curl, result);
}

function operationView(operation) {
	const content = operation.requestBody ? Object.entries(follow(operation.requestBody).content || {}) : [];
	return [
		make("div", { class: "title" }, make("span", { class: `method ${operation.method}` }, operation.method),
			make("code", {}, address(operation)), make("span", { class: "soft" }, operation.operationId)),
		make("h2", {}, operation.summary || operation.operationId), ...prose(operation.description),
		make("h3", {}, "Parameters"), parametersView(operation.parameters),
		...(content.length ? [make("h3", {}, "Body"), ...content.map(([type, media]) =>
			make("div", {}, make("code", {}, type), schemaView(media.schema || {})))] : []),
		make("h3", {}, "Answers"), ...Object.entries(operation.responses || {}).map(responseView),
		make("h3", {}, "Try it"), tryView(operation),
	];
}

function overview() {
	const events = Object.entries(api["x-events"] || {});
	return [
		make("h2", {}, api.info.title), make("p", {}, api.info.summary || ""), ...prose(api.info.description),
		...(events.length ? [make("h3", {}, "Events"), make("table", {}, events.map(([type, event]) => make("tr", {},
			make("td", {}, make("code", {}, type)), make("td", {}, event.summary || "",
				unfolding("data", () => schemaView(event.data || {}))))))] : []),
		make("h3", {}, "Roles"), make("table", {}, Object.entries(api["x-role-names"] || {}).map(([role, name]) =>
			make("tr", {}, make("td", {}, make("code", {}, role)), make("td", {}, `${name.en || ""} ${name.zh || ""}`)))),
	];
}

function contents() {
	const wanted = at("search").value.trim().toLowerCase();
	const found = operations.filter(operation => !wanted || [operation.path, operation.operationId, operation.summary,
		...(operation["x-rules"] || [])].join(" ").toLowerCase().includes(wanted));
	const groups = new Map((api.tags || []).map(tag => [tag.name, []]));
	for (const operation of found) {
		const tag = (operation.tags || ["other"])[0];
		groups.set(tag, [...(groups.get(tag) || []), operation]);
	}
	const current = location.hash;
	at("contents").replaceChildren(make("a", { href: `#${service}` }, "Overview"),
		...[...groups].filter(([, members]) => members.length).flatMap(([tag, members]) => [make("h2", {}, tag),
			...members.map(operation => {
				const href = `#${service}/${operation.operationId}`;
				return make("a", { href, title: operation.summary, "aria-current": href === current ? "page" : undefined },
					make("span", { class: `method ${operation.method}` }, operation.method), operation.path);
			})]));
}

async function show() {
	const [wanted, id] = location.hash.slice(1).split("/");
	const chosen = services.includes(wanted) ? wanted : services[0];
	if (chosen !== service) {
		service = chosen;
		api = await (await fetch(`../openapi/${service}.json`)).json();
		operations = Object.entries(api.paths).flatMap(([path, item]) => METHODS.filter(method => item[method]).map(method => ({
			...item[method], path, method: method.toUpperCase(),
			parameters: [...(item.parameters || []), ...(item[method].parameters || [])].map(follow) })));
		at("service").value = service;
		at("source").href = `../openapi/${service}.json`;
	}
	const operation = operations.find(one => one.operationId === id);
	at("main").replaceChildren(...(operation ? operationView(operation) : overview()).filter(Boolean));
	contents();
	scrollTo(0, 0);
}

async function begin() {
	services = (await (await fetch("../openapi/index.json")).json()).services;
	at("service").replaceChildren(...services.map(name => make("option", {}, name)));
	at("service").addEventListener("change", () => { location.hash = at("service").value; });
	at("search").addEventListener("input", contents);
	addEventListener("hashchange", show);
	await show();
}

begin().catch(error => at("main").replaceChildren(String(error)));
