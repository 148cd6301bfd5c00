"use strict";

// Everything is written with textContent, so that text from the tenant is never read as HTML.
function element(name, className, ...children) {
  const node = document.createElement(name);
  if (className) {
    node.className = className;
  }
  for (const child of children) {
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

function badge(text, tone) {
  return element("span", "badge " + (tone || "quiet"), text);
}

function row(...cells) {
  return element("tr", "", ...cells.map(cell => element("td", "", ...[].concat(cell))));
}

function fill(id, nodes) {
  document.getElementById(id).replaceChildren(...nodes);
}

function say(id, text) {
  document.getElementById(id).textContent = text;
}

function time(text) {
  const date = new Date(text);
  return isNaN(date) ? String(text) : date.toLocaleString();
}

const TONES = {
  high: "bad", medium: "warn", low: "quiet", informational: "quiet",
  active: "bad", inProgress: "warn", resolved: "good",
  Pending: "warn", InProgress: "warn", Succeeded: "good", Failed: "bad", TimeOut: "bad",
  Active: "good", Inactive: "warn", High: "bad", Medium: "warn"
};

const WORDS = {
  active: "Active", inProgress: "In progress", resolved: "Resolved", redirected: "Merged into another",
  truePositive: "a true positive", falsePositive: "a false positive",
  informationalExpectedActivity: "expected activity",
  multiStagedAttack: "multi-staged attack", maliciousUserActivity: "malicious user activity",
  compromisedAccount: "compromised account", unwantedSoftware: "unwanted software",
  securityTesting: "security testing", notMalicious: "not malicious",
  notEnoughDataToValidate: "not enough data", confirmedActivity: "confirmed activity",
  lineOfBusinessApplication: "line-of-business application",
  InProgress: "In progress", TimeOut: "Timed out",
  Isolate: "Isolate", Unisolate: "Release from isolation",
  RestrictCodeExecution: "Restrict apps", UnrestrictCodeExecution: "Lift app restriction",
  RunAntiVirusScan: "Antivirus scan", CollectInvestigationPackage: "Collect investigation package",
  StopAndQuarantineFile: "Stop and quarantine a file", Offboard: "Offboard"
};

function word(value) {
  return WORDS[value] || String(value);
}

function incident(data) {
  const owner = data.assignedTo ? "It is assigned to " + data.assignedTo + "." : "Nobody is assigned to it.";
  const judged = data.classification && data.classification !== "unknown"
    ? " It was judged " + word(data.classification)
      + (data.determination && data.determination !== "unknown" ? " (" + word(data.determination) + ")" : "") + "."
    : " It was not judged yet.";
  const node = element("article", "incident",
    element("h3", "", data.id + ": " + data.displayName),
    element("p", "", badge(word(data.status), TONES[data.status]),
      badge("severity: " + data.severity, TONES[data.severity]),
      ...(data.customTags || []).map(tag => badge(tag))),
    element("p", "", owner + judged),
    element("p", "quiet", "Raised " + time(data.createdDateTime) + ", last changed " + time(data.lastUpdateDateTime) + "."));
  const comments = data.comments || [];
  if (comments.length > 0) {
    node.append(element("ul", "", ...comments.map(comment =>
      element("li", "", comment.comment, element("span", "quiet", " (" + time(comment.createdDateTime) + ")")))));
  }
  return node;
}

function machine(data) {
  const states = [];
  if (data.isolated) { states.push(badge("isolated", "bad")); }
  if (data.codeExecutionRestricted) { states.push(badge("apps restricted", "warn")); }
  if (!data.online) { states.push(badge("switched off", "warn")); }
  if (states.length === 0) { states.push(badge("on the network", "good")); }
  return row(
    [data.computerDnsName, element("div", "quiet", data.osPlatform + (data.onboardingStatus === "Onboarded" ? "" : ", not onboarded"))],
    states,
    badge(data.healthStatus, TONES[data.healthStatus]),
    badge(data.riskScore, TONES[data.riskScore]),
    data.deviceValue,
    (data.machineTags || []).map(tag => badge(tag)));
}

function action(data) {
  return row(word(data.type) + (data.scope ? " (" + data.scope.toLowerCase() + ")" : ""), data.computerDnsName,
    badge(word(data.status), TONES[data.status]), data.requestorComment || "", time(data.creationDateTimeUtc));
}

function user(data) {
  return row([data.displayName, element("div", "quiet", data.userPrincipalName)], data.jobTitle,
    data.accountEnabled ? badge("enabled", "good") : badge("disabled", "bad"),
    data.sessionRevocations === 0 ? "Never revoked" : "Revoked " + data.sessionRevocations + " times");
}

function request(data) {
  const answer = data.status === 0 ? badge("no answer", "bad")
    : badge(data.status, data.status < 300 ? "good" : data.status < 500 ? "warn" : "bad");
  return row(time(data.time), data.method, element("span", "path", data.path), answer);
}

function show(state) {
  const open = state.incidents.filter(one => one.status !== "resolved" && one.status !== "redirected").length;
  say("incidents-lead", open === 0 ? "All incidents are resolved." : open === 1 ? "One incident is open." : open + " incidents are open.");
  fill("incidents", state.incidents.map(incident));
  const cut = state.machines.filter(one => one.isolated).length;
  say("machines-lead", cut === 0 ? "No device is isolated." : cut === 1 ? "One device is isolated." : cut + " devices are isolated.");
  fill("machines", state.machines.map(machine));
  say("actions-lead", state.actions.length === 0 ? "No action has been started on a device yet." : "The latest action comes first.");
  fill("actions", state.actions.slice(0, 30).map(action));
  fill("users", state.users.map(user));
  say("indicators-lead", state.indicators.length === 0 ? "Nothing is blocked or watched yet." : "These values are blocked, allowed or watched on every device.");
  fill("indicators", state.indicators.map(one => row(element("span", "path", one.indicatorValue), one.indicatorType, one.action, one.title)));
  say("requests-lead", state.requests.length === 0 ? "No application has called the tenant yet." : "The latest request comes first.");
  fill("requests", state.requests.map(request));
}

let shown = "";

async function refresh() {
  try {
    const answer = await fetch("/_tenant", {headers: {"Accept": "application/json"}});
    const state = await answer.json();
    const content = JSON.stringify({...state, now: "", machines: state.machines.map(one => ({...one, lastSeen: ""}))});
    if (content !== shown) {
      shown = content;
      show(state);
    }
    if (document.getElementById("notice").dataset.lost) {
      delete document.getElementById("notice").dataset.lost;
      say("notice", "");
    }
  } catch (error) {
    document.getElementById("notice").dataset.lost = "yes";
    say("notice", "The simulator does not answer. This page shows its last known state.");
  }
}

document.getElementById("raise").addEventListener("click", async event => {
  event.target.disabled = true;
  try {
    const answer = await fetch("/_tenant/incidents", {
      method: "POST",
      headers: {"Content-Type": "application/json", "X-Defenderflow-Simulator": "page"},
      body: "{}"
    });
    const created = await answer.json();
    say("notice", answer.ok ? "Incident " + created.id + " was raised." : created.message);
    await refresh();
  } catch (error) {
    say("notice", "The incident could not be raised, because the simulator does not answer.");
  } finally {
    event.target.disabled = false;
  }
});

refresh();
setInterval(refresh, 2000);
