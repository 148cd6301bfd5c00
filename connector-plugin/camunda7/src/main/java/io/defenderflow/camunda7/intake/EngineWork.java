package io.defenderflow.camunda7.intake;

import java.sql.Connection;
import java.sql.SQLException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** One command of the engine and the tables of the intake, in one transaction. */
final class EngineWork {
  private final ProcessEngineConfigurationImpl configuration;

  EngineWork(ProcessEngine engine) {
    this.configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
  }

  /** Work with the connection of the engine's transaction. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /**
   * Does the work; it stands as a whole or not at all.
   *
   * @throws IllegalStateException where a statement fails
   */
  <T> T inOneTransaction(Work<T> work) {
    return configuration
        .getCommandExecutorTxRequired()
        .execute(
            context -> {
              try {
                return work.with(context.getDbSqlSession().getSqlSession().getConnection());
              } catch (SQLException e) {
                throw new IllegalStateException(
                    "The tables of the intake cannot be used: " + e.getMessage(), e);
              }
            });
  }
}
