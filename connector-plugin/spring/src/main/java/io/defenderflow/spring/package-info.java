/** What an operator sees and can do, whichever application the worker runs in. */
package io.defenderflow.spring;
