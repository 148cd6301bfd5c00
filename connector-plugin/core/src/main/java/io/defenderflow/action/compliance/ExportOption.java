package io.defenderflow.action.compliance;

import io.defenderflow.catalogue.Wire;

/** What an export brings along. */
public enum ExportOption implements Wire.Graph {
  NONE,
  TEAMS_AND_YAMMER_CONVERSATIONS,
  CLOUD_ATTACHMENTS,
  ALL_DOCUMENT_VERSIONS,
  SUBFOLDER_CONTENTS,
  LIST_ATTACHMENTS,
  HTML_TRANSCRIPTS,
  ADVANCED_INDEXING,
  ALL_ITEMS_IN_FOLDER,
  INCLUDE_FOLDER_AND_PATH,
  CONDENSE_PATHS,
  FRIENDLY_NAME,
  SPLIT_SOURCE,
  INCLUDE_REPORT
}
