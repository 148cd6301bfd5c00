package io.defenderflow.action.hunting;

import static io.defenderflow.catalogue.Shape.EMAIL;
import static io.defenderflow.catalogue.Shape.FILE_HASH;
import static io.defenderflow.catalogue.Shape.FILE_NAME;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.IP;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;
import static io.defenderflow.catalogue.Shape.MACHINE_REFERENCE;
import static io.defenderflow.catalogue.Shape.NUMBER_ID;
import static io.defenderflow.catalogue.Shape.TIMESPAN;
import static io.defenderflow.catalogue.Shape.USER_REFERENCE;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.action.incident.Hunting;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Checked;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prepared hunting queries. Their texts are in the files of the same names beside this class. */
@Resource(service = Service.GRAPH, area = "Advanced hunting")
public final class HuntingRecipes {
  private static final int DEFAULT_LIMIT = 500;
  private static final int ROWS_PER_TABLE = 1_000;

  private final Hunting hunting;

  public HuntingRecipes(Calls calls) {
    this.hunting = calls.of(Hunting.class);
  }

  @Action(
      id = "hunting.persistence",
      label = "Hunt for persistence",
      summary =
          "Looks for the ways in which a program may have arranged to be started again on machines:"
              + " run keys, services, scheduled tasks, WMI subscriptions, start-up folders, new"
              + " accounts, Linux and macOS start-up files. The column Technique names the ATT&CK"
              + " technique of each row.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender for Endpoint Plan 2, which fills the tables of the"
              + " devices.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "autorun", "run", "key", "service", "scheduled", "task", "T1547"},
      docs = "defender-xdr/advanced-hunting-overview")
  public JsonNode persistence(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, separated by commas or as a JSON list. Use \"Resolve machine\""
                      + " to get an id from a name.",
              shape = MACHINE_ID,
              required = true,
              max = 100)
          List<String> machineIds,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 7 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "persistence",
        timespan,
        "P7D",
        Map.of("machineIds", all(machineIds), "limit", one(limit(limit))));
  }

  @Action(
      id = "hunting.lateralMovement",
      label = "Hunt for lateral movement",
      summary =
          "Looks for remote logons, SMB, Remote Desktop, WinRM, SSH and WMI from and to machines,"
              + " with how often, the account, the other side and the ATT&CK technique.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender for Endpoint Plan 2, which fills the tables of the"
              + " devices.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "rdp", "smb", "psexec", "wmi", "winrm", "T1021"},
      docs = "defender-xdr/advanced-hunting-overview")
  public JsonNode lateralMovement(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, separated by commas or as a JSON list. Use \"Resolve machine\""
                      + " to get an id from a name.",
              shape = MACHINE_ID,
              required = true,
              max = 100)
          List<String> machineIds,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 7 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "lateralMovement",
        timespan,
        "P7D",
        Map.of("machineIds", all(machineIds), "limit", one(limit(limit))));
  }

  @Action(
      id = "hunting.fileOrigin",
      label = "Hunt for the origin of a file",
      summary =
          "Shows where files came from, the oldest row first: the URL of a download, a mail with"
              + " its sender, a network share, an archive, or the program that wrote them.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender for Endpoint Plan 2, and Microsoft Defender for"
              + " Office 365 Plan 2 for mail attachments.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "download", "mark", "of", "the", "web", "patient", "zero", "hash"},
      docs = "defender-xdr/advanced-hunting-overview")
  public JsonNode fileOrigin(
      @Input(
              value = "hashes",
              label = "Hashes",
              help =
                  "MD5, SHA-1 or SHA-256 of files, separated by commas or as a JSON list. Mail"
                      + " attachments are found by SHA-256 only.",
              shape = FILE_HASH,
              required = true,
              max = 100)
          List<String> hashes,
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "Only these machine ids, separated by commas or as a JSON list. Empty means all"
                      + " machines.",
              shape = MACHINE_ID,
              max = 100)
          List<String> machineIds,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 30 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "fileOrigin",
        timespan,
        "P30D",
        Map.of("hashes", lower(hashes), "machineIds", all(machineIds), "limit", one(limit(limit))));
  }

  @Action(
      id = "hunting.processDetails",
      label = "Hunt for process details",
      summary =
          "Shows processes on machines with command line, account, hashes, signer, parent and"
              + " children, the oldest row first. Without a further condition all processes are"
              + " shown.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender for Endpoint Plan 2, which fills the tables of the"
              + " devices.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "parent", "child", "command", "line", "tree"},
      docs = "defender-xdr/advanced-hunting-overview")
  public JsonNode processDetails(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, separated by commas or as a JSON list. Use \"Resolve machine\""
                      + " to get an id from a name.",
              shape = MACHINE_ID,
              required = true,
              max = 100)
          List<String> machineIds,
      @Input(
              value = "fileNames",
              label = "File names",
              help = "Names of programs, separated by commas or as a JSON list.",
              shape = FILE_NAME,
              max = 100,
              example = "powershell.exe")
          List<String> fileNames,
      @Input(
              value = "hashes",
              label = "Hashes",
              help = "MD5, SHA-1 or SHA-256 of files, separated by commas or as a JSON list.",
              shape = FILE_HASH,
              max = 100)
          List<String> hashes,
      @Input(
              value = "processIds",
              label = "Process ids",
              help = "Numbers of processes, separated by commas or as a JSON list.",
              shape = NUMBER_ID,
              max = 100,
              example = "4312")
          List<String> processIds,
      @Input(
              value = "commandLine",
              label = "Part of the command line",
              help = "Text that the command line holds, in any case.",
              max = 1000,
              example = "-EncodedCommand")
          String commandLine,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 7 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "processDetails",
        timespan,
        "P7D",
        Map.of(
            "machineIds",
            all(machineIds),
            "fileNames",
            all(fileNames),
            "hashes",
            lower(hashes),
            "processIds",
            all(processIds),
            "commandLine",
            one(commandLine),
            "limit",
            one(limit(limit))));
  }

  @Action(
      id = "hunting.networkConnections",
      label = "Hunt for network connections",
      summary =
          "Shows which machines and programs talked to which addresses and URLs, how often, and"
              + " what network protection and SmartScreen said to it. Name machines, addresses,"
              + " URLs or hashes of programs.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender for Endpoint Plan 2, which fills the tables of the"
              + " devices.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "traffic", "beacon", "c2", "dns", "firewall"},
      docs = "defender-xdr/advanced-hunting-overview")
  @Checked(AtLeastOne.OfConnections.class)
  public JsonNode networkConnections(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "Only these machine ids, separated by commas or as a JSON list. Empty means all"
                      + " machines.",
              shape = MACHINE_ID,
              max = 100)
          List<String> machineIds,
      @Input(
              value = "ips",
              label = "IP addresses",
              help = "The addresses, separated by commas or as a JSON list.",
              shape = IP,
              max = 100,
              example = "203.0.113.77")
          List<String> ips,
      @Input(
              value = "urls",
              label = "URLs or domains",
              help =
                  "Parts of URLs or domain names, separated by commas or as a JSON list. Whole"
                      + " words of the address are compared.",
              max = 100,
              example = "ledger-sync.example")
          List<String> urls,
      @Input(
              value = "hashes",
              label = "Hashes",
              help = "MD5, SHA-1 or SHA-256 of files, separated by commas or as a JSON list.",
              shape = FILE_HASH,
              max = 100)
          List<String> hashes,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 7 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "networkConnections",
        timespan,
        "P7D",
        Map.of(
            "machineIds",
            all(machineIds),
            "ips",
            all(ips),
            "urls",
            all(urls),
            "hashes",
            lower(hashes),
            "limit",
            one(limit(limit))));
  }

  @Action(
      id = "hunting.privilegeEscalation",
      label = "Hunt for privilege escalation",
      summary =
          "Looks for processes and accounts on machines that gained rights: UAC bypasses, steps"
              + " from a user to SYSTEM, exchanged tokens, reads of LSASS, vulnerable drivers, new"
              + " group members. The column Technique names the ATT&CK technique.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender for Endpoint Plan 2, which fills the tables of the"
              + " devices.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "uac", "token", "lsass", "admin", "T1068", "T1548"},
      docs = "defender-xdr/advanced-hunting-overview")
  public JsonNode privilegeEscalation(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, separated by commas or as a JSON list. Use \"Resolve machine\""
                      + " to get an id from a name.",
              shape = MACHINE_ID,
              required = true,
              max = 100)
          List<String> machineIds,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 7 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "privilegeEscalation",
        timespan,
        "P7D",
        Map.of("machineIds", all(machineIds), "limit", one(limit(limit))));
  }

  @Action(
      id = "hunting.tampering",
      label = "Hunt for tampering",
      summary =
          "Looks for attempts to switch protection off: Defender settings and exclusions, stopped"
              + " security services, firewall, audit policy, boot settings. The column Technique"
              + " names the ATT&CK technique.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender for Endpoint Plan 2, which fills the tables of the"
              + " devices.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "disable", "defender", "exclusion", "T1562"},
      docs = "defender-xdr/advanced-hunting-overview")
  public JsonNode tampering(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, separated by commas or as a JSON list. Use \"Resolve machine\""
                      + " to get an id from a name.",
              shape = MACHINE_ID,
              required = true,
              max = 100)
          List<String> machineIds,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 7 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "tampering",
        timespan,
        "P7D",
        Map.of("machineIds", all(machineIds), "limit", one(limit(limit))));
  }

  @Action(
      id = "hunting.coverUp",
      label = "Hunt for cover-up",
      summary =
          "Looks for removed traces: cleared logs, deleted shadow copies and journals, changed file"
              + " times, wiped files and command histories. The column Technique names the ATT&CK"
              + " technique.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender for Endpoint Plan 2, which fills the tables of the"
              + " devices.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {
        "kql",
        "anti-forensics",
        "clear",
        "log",
        "shadow",
        "copy",
        "ransomware",
        "T1070",
        "T1490"
      },
      docs = "defender-xdr/advanced-hunting-overview")
  public JsonNode coverUp(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, separated by commas or as a JSON list. Use \"Resolve machine\""
                      + " to get an id from a name.",
              shape = MACHINE_ID,
              required = true,
              max = 100)
          List<String> machineIds,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 7 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "coverUp",
        timespan,
        "P7D",
        Map.of("machineIds", all(machineIds), "limit", one(limit(limit))));
  }

  @Action(
      id = "hunting.emailClicks",
      label = "Hunt for clicks on links",
      summary =
          "Shows who clicked which link in mail, Teams or Office and whether the page opened, with"
              + " the message that held it. Name URLs, users or messages.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender for Office 365 Plan 2, which fills the tables of"
              + " mail and clicks.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "safe", "links", "phishing", "url", "click"},
      docs = "defender-xdr/advanced-hunting-overview")
  @Checked(AtLeastOne.OfClicks.class)
  public JsonNode emailClicks(
      @Input(
              value = "urls",
              label = "URLs or domains",
              help =
                  "Parts of URLs or domain names, separated by commas or as a JSON list. Whole"
                      + " words of the address are compared.",
              max = 100,
              example = "ledger-sync.example")
          List<String> urls,
      @Input(
              value = "users",
              label = "Users",
              help = "User principal names, separated by commas or as a JSON list.",
              shape = USER_REFERENCE,
              max = 100)
          List<String> users,
      @Input(
              value = "messageIds",
              label = "Messages",
              help = "Network message ids, separated by commas or as a JSON list.",
              shape = GUID,
              max = 100)
          List<String> messageIds,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 14 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "emailClicks",
        timespan,
        "P14D",
        Map.of(
            "urls",
            all(urls),
            "users",
            all(users),
            "messageIds",
            all(messageIds),
            "limit",
            one(limit(limit))));
  }

  @Action(
      id = "hunting.emailRecipients",
      label = "Hunt for recipients of a mail",
      summary =
          "Shows who received messages and where each copy is now. Find them by message, sender,"
              + " subject, a URL in them or the hash of an attachment; a subject together with"
              + " senders narrows these.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender for Office 365 Plan 2, which fills the tables of"
              + " mail and clicks.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "phishing", "campaign", "message", "trace", "mailbox"},
      docs = "defender-xdr/advanced-hunting-overview")
  @Checked(AtLeastOne.OfRecipients.class)
  public JsonNode emailRecipients(
      @Input(
              value = "messageIds",
              label = "Messages",
              help =
                  "Network message ids or internet message ids, separated by commas or as a JSON"
                      + " list.",
              max = 100,
              example = "7d1e0c55-0000-4000-8000-0a1b2c3d4e5f")
          List<String> messageIds,
      @Input(
              value = "senders",
              label = "Senders",
              help = "Addresses or domains of senders, separated by commas or as a JSON list.",
              max = 100,
              example = "billing@ledger-sync.example")
          List<String> senders,
      @Input(
              value = "subject",
              label = "Subject",
              help = "With senders: text that the subject holds. Alone: the whole subject.",
              max = 1000,
              example = "Your invoice is ready")
          String subject,
      @Input(
              value = "urls",
              label = "URLs or domains",
              help =
                  "Parts of URLs or domain names, separated by commas or as a JSON list. Whole"
                      + " words of the address are compared.",
              max = 100,
              example = "ledger-sync.example")
          List<String> urls,
      @Input(
              value = "hashes",
              label = "Hashes",
              help = "MD5, SHA-1 or SHA-256 of files, separated by commas or as a JSON list.",
              shape = FILE_HASH,
              max = 100)
          List<String> hashes,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 14 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "emailRecipients",
        timespan,
        "P14D",
        Map.of(
            "messageIds",
            all(messageIds),
            "senders",
            all(senders),
            "subject",
            one(subject),
            "urls",
            all(urls),
            "hashes",
            lower(hashes),
            "limit",
            one(limit(limit))));
  }

  @Action(
      id = "hunting.relatedDevices",
      label = "Hunt for related devices",
      summary =
          "Shows the machines that share accounts, rare programs or connections with one machine,"
              + " what they share and since when.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender for Endpoint Plan 2, which fills the tables of the"
              + " devices.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "blast", "radius", "scope", "spread", "neighbours"},
      docs = "defender-xdr/advanced-hunting-overview")
  public JsonNode relatedDevices(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 7 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "relatedDevices",
        timespan,
        "P7D",
        Map.of("machineId", one(machineId), "limit", one(limit(limit))));
  }

  @Action(
      id = "hunting.byEntities",
      label = "Hunt by entities",
      summary =
          "Looks for the hosts, users, hashes, addresses, URLs and mailboxes of a case in the"
              + " tables of devices, identities, mail and alerts, at most the same number of rows"
              + " from each table. Name at least one. The column Table says where a row comes"
              + " from.",
      uses = "hunting.run",
      alsoNeeds =
          "The tenant needs Microsoft Defender XDR with the products whose tables shall have rows:"
              + " Defender for Endpoint, for Identity and for Office 365.",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "case", "pivot", "entities", "search", "everything"},
      docs = "defender-xdr/advanced-hunting-overview")
  @Checked(AtLeastOne.OfEntities.class)
  public JsonNode byEntities(
      @Input(
              value = "hosts",
              label = "Hosts",
              help = "Machine ids or full DNS names, separated by commas or as a JSON list.",
              shape = MACHINE_REFERENCE,
              max = 100)
          List<String> hosts,
      @Input(
              value = "users",
              label = "Users",
              help =
                  "User principal names, account names or object ids, separated by commas or as a"
                      + " JSON list.",
              shape = USER_REFERENCE,
              max = 100)
          List<String> users,
      @Input(
              value = "hashes",
              label = "Hashes",
              help = "MD5, SHA-1 or SHA-256 of files, separated by commas or as a JSON list.",
              shape = FILE_HASH,
              max = 100)
          List<String> hashes,
      @Input(
              value = "ips",
              label = "IP addresses",
              help = "The addresses, separated by commas or as a JSON list.",
              shape = IP,
              max = 100,
              example = "203.0.113.77")
          List<String> ips,
      @Input(
              value = "urls",
              label = "URLs or domains",
              help =
                  "Parts of URLs or domain names, separated by commas or as a JSON list. Whole"
                      + " words of the address are compared.",
              max = 100,
              example = "ledger-sync.example")
          List<String> urls,
      @Input(
              value = "mailboxes",
              label = "Mailboxes",
              help = "E-mail addresses, separated by commas or as a JSON list.",
              shape = EMAIL,
              max = 100)
          List<String> mailboxes,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 7 days. 30 days are kept.",
              shape = TIMESPAN)
          String timespan,
      @Input(
              value = "limit",
              label = "Most rows",
              help = "The result ends after this many rows. Empty means 500.",
              max = 10000,
              example = "100")
          Integer limit) {
    return run(
        "byEntities",
        timespan,
        "P7D",
        Map.of(
            "hosts",
            all(hosts),
            "users",
            all(users),
            "hashes",
            lower(hashes),
            "ips",
            all(ips),
            "urls",
            all(urls),
            "mailboxes",
            all(mailboxes),
            "limit",
            one(limit(limit)),
            "perTable",
            one(Math.min(limit(limit), ROWS_PER_TABLE))));
  }

  private JsonNode run(
      String name, String timespan, String usual, Map<String, List<String>> values) {
    return hunting.run(KqlTemplate.named(name).with(values), timespan == null ? usual : timespan);
  }

  private static int limit(Integer limit) {
    return limit == null || limit == 0 ? DEFAULT_LIMIT : limit;
  }

  private static List<String> one(Object value) {
    return value == null ? List.of() : List.of(value.toString());
  }

  private static List<String> all(List<String> values) {
    return values == null ? List.of() : values;
  }

  /** The tables hold hashes in small letters. */
  private static List<String> lower(List<String> values) {
    return all(values).stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
  }
}
