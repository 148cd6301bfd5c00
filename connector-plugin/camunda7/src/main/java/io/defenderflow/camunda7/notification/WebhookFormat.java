package io.defenderflow.camunda7.notification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** What a webhook is sent. */
enum WebhookFormat {
  /** The fields that docs/notifications.md lists. */
  JSON {
    @Override
    ObjectNode body(TaskNews news) {
      ObjectNode body = object();
      body.put("kind", "task-created")
          .put("idempotencyKey", news.key())
          .put("trial", news.trial())
          .put("taskId", news.taskId())
          .put("taskName", news.taskName())
          .put("taskDefinitionKey", news.taskKey())
          .put("taskLink", news.taskLink().toString())
          .put("playbook", news.playbook())
          .put("playbookKey", news.playbookKey())
          .put("processInstanceId", news.processInstanceId())
          .put("businessKey", news.businessKey().orElse(null))
          .put("incidentId", news.incidentId().orElse(null))
          .put("incident", news.incident().orElse(null))
          .put("incidentLink", news.incidentLink().map(URI::toString).orElse(null))
          .put("subject", news.subject().orElse(null))
          .put("why", news.why().orElse(null));
      ArrayNode actions = body.putArray("actions");
      news.actions().forEach(one -> actions.add(one.id()));
      add(body.putArray("targets"), news.targets());
      body.put("moreTargets", news.more());
      add(body.putArray("parameters"), news.parameters());
      add(body.putArray("candidateGroups"), news.groups());
      body.put("dueDate", news.due().map(Instant::toString).orElse(null));
      return body;
    }
  },

  /**
   * A message with an adaptive card. Texts stand in text runs, in which Teams reads no Markdown and
   * therefore makes no links.
   */
  TEAMS {
    @Override
    ObjectNode body(TaskNews news) {
      ObjectNode message = object().put("type", "message");
      ObjectNode card =
          message
              .putArray("attachments")
              .addObject()
              .put("contentType", "application/vnd.microsoft.card.adaptive")
              .putObject("content")
              .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
              .put("type", "AdaptiveCard")
              .put("version", "1.4");
      ArrayNode parts = card.putArray("body");
      run(paragraph(parts), news.headline()).put("size", "Large").put("weight", "Bolder");
      news.note().ifPresent(note -> run(paragraph(parts), note));
      for (TaskNews.Fact fact : news.facts()) {
        ArrayNode runs = paragraph(parts);
        run(runs, fact.name() + ": ").put("weight", "Bolder");
        run(runs, fact.value());
      }
      ArrayNode buttons = card.putArray("actions");
      button(buttons, "Open the task", news.taskLink());
      news.incidentLink().ifPresent(link -> button(buttons, "Open the incident", link));
      return message;
    }

    private ArrayNode paragraph(ArrayNode parts) {
      return parts.addObject().put("type", "RichTextBlock").putArray("inlines");
    }

    private ObjectNode run(ArrayNode runs, String text) {
      // Cards write dates for {{DATE(...)}}.
      return runs.addObject().put("type", "TextRun").put("text", text.replace("{{", "{ {"));
    }

    private void button(ArrayNode buttons, String title, URI link) {
      buttons
          .addObject()
          .put("type", "Action.OpenUrl")
          .put("title", title)
          .put("url", link.toString());
    }
  },

  /** Blocks of plain text, in which Slack reads neither markup nor mentions. */
  SLACK {
    @Override
    ObjectNode body(TaskNews news) {
      ObjectNode message =
          object()
              // Shown in the list of notifications; markup counts here.
              .put("text", escaped((news.trial() ? "[Trial] " : "") + news.taskName()))
              .put("unfurl_links", false)
              .put("unfurl_media", false);
      ArrayNode blocks = message.putArray("blocks");
      plain(blocks.addObject().put("type", "header"), news.headline(), 150);
      news.note().ifPresent(note -> plain(blocks.addObject().put("type", "section"), note, 3_000));
      for (TaskNews.Fact fact : news.facts()) {
        plain(blocks.addObject().put("type", "section"), fact.name() + ": " + fact.value(), 3_000);
      }
      ArrayNode buttons = blocks.addObject().put("type", "actions").putArray("elements");
      button(buttons, "Open the task", news.taskLink());
      news.incidentLink().ifPresent(link -> button(buttons, "Open the incident", link));
      return message;
    }

    private void plain(ObjectNode holder, String text, int most) {
      holder
          .putObject("text")
          .put("type", "plain_text")
          .put("text", PlainText.line(text, most))
          .put("emoji", false);
    }

    private void button(ArrayNode buttons, String title, URI link) {
      ObjectNode button = buttons.addObject().put("type", "button").put("url", link.toString());
      plain(button, title, 75);
    }

    private String escaped(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
  };

  abstract ObjectNode body(TaskNews news);

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static void add(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
