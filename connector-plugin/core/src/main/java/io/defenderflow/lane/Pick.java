package io.defenderflow.lane;

import com.fasterxml.jackson.core.JsonPointer;

/** A single value of the result that goes into a variable of its own. */
record Pick(String variable, JsonPointer pointer) {}
