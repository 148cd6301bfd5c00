package io.defenderflow.camunda7.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;

/**
 * What a job has to tell. The engine keeps it as JSON with the job.
 *
 * @param attempt the first is 1
 */
record TellJob(String task, String channel, String receiver, int attempt)
    implements JobHandlerConfiguration {
  private static final ObjectMapper JSON = new ObjectMapper();

  static TellJob parse(String json) {
    try {
      return JSON.readValue(json, TellJob.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  TellJob next() {
    return attempt(attempt + 1);
  }

  TellJob attempt(int number) {
    return new TellJob(task, channel, receiver, number);
  }

  @Override
  public String toCanonicalString() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
