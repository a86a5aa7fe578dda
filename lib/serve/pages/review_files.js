// Contributed files in quarantine, to be accepted into the dataset or rejected.
import { list } from "./facts.js";
import { api, byId, clipPage, element } from "./page.js";
import { play } from "./review_player.js";
import { send, sentence } from "./session.js";

const FIELDS = ["label", "subject", "probe"];

function facts(contribution, file) {
  const rows = { from: contribution.person, received: contribution.created.replace("T", " ").replace("Z", ""),
    licence: contribution.licence, comment: file.said.comment, source: file.said.source, page: file.said.page, sha256: file.sha256 };
  return list(rows);
}

/** Where the file's sector is: what the check found. */
const drawn = (file) => ({ entry: {}, sector: file.facts?.sector ?? null, overlays: file.facts?.overlays ?? [] });

export class Files {
  /** `about`: what the API says about contributing. */
  constructor(about) {
    Object.assign(this, { about, items: [], next: null, last: null });
  }

  async more() {
    const query = new URLSearchParams({ state: "quarantined" });
    if (this.next) query.set("after", this.next);
    const page = await api(`contributions?${query}`);
    for (const contribution of page.contributions) {
      for (const file of contribution.files) if (file.state === "quarantined") this.items.push({ contribution, file });
    }
    this.next = page.next ?? null;
  }

  async show({ contribution, file, answered }, current) {
    byId("id").textContent = file.name;
    if (file.clip) byId("id").href = clipPage(file.clip); else byId("id").removeAttribute("href");
    byId("what").textContent = answered ?? "Contributed file.";
    byId("message").textContent = "";
    byId("next").textContent = "Look whether it shows what is said, and whether anything in it identifies a person.";
    byId("accept").hidden = false;
    byId("dismiss").firstChild.textContent = "Reject ";
    for (const button of ["accept", "dismiss"]) byId(button).disabled = Boolean(answered);
    byId("labels").replaceChildren(element("span", {}, ...(file.findings.length === 0 ? ["The check found nothing."]
      : file.findings.map(({ code, message }) => element("span", { class: "finding" }, element("strong", {}, code), ` ${message}`)))));
    byId("axis").textContent = "These are as the contributor said. Rejecting needs a reason, which the contributor sees.";
    byId("values").replaceChildren(...FIELDS.map((name) => this.field(name, file.said[name] ?? "")),
      facts(contribution, file));
    byId("player").hidden = true;
    await play(`contributions/${contribution.id}/files/${file.id}`, drawn(file), current);
  }

  field(name, value) {
    const values = name === "label" ? this.about.axis.values : name === "probe" ? this.about.probes : null;
    const control = values === null ? element("input", { id: `said-${name}`, value, maxlength: 100, autocomplete: "off" })
      : element("select", { id: `said-${name}` }, element("option", { value: "" }, "unknown"),
        ...values.map(({ id }) => element("option", { value: id, selected: id === value ? "" : null }, id)));
    return element("label", {}, name === "label" ? this.about.axis.id : name, " ", control);
  }

  async answer(item, how, then) {
    const done = byId("done");
    done.classList.remove("error");
    const path = `/api/v1/contributions/${item.contribution.id}/files/${item.file.id}`;
    const reason = byId("why").value.trim();
    if (how === "dismiss" && !reason) {
      done.classList.add("error");
      done.textContent = "Write the reason first: the contributor sees it.";
      byId("why").focus();
      return;
    }
    done.textContent = how === "accept" ? "Importing…" : "Saving…";
    try {
      const said = Object.fromEntries(FIELDS.map((name) => [name, byId(`said-${name}`).value.trim()]));
      const result = how === "accept" ? await send("POST", `${path}/accept`, said) : await send("POST", `${path}/reject`, { reason });
      item.file = result.files.find(({ id }) => id === item.file.id) ?? item.file;
      item.answered = how === "accept" ? "Accepted." : "Rejected.";
      await then();
      done.replaceChildren(item.answered, ...(item.file.clip ? [" ", element("a", { href: clipPage(item.file.clip) }, item.file.clip)] : []));
    } catch (error) {
      done.classList.add("error");
      done.textContent = sentence(error);
    }
  }
}
