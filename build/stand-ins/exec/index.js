// Replaces @actions/exec, which @actions/core imports for getDetails() of the platform, which is never called here: the
// real one is 46 kB of bundle, and loads child_process at every start. See docs/architecture.md.
export function getExecOutput() {
  throw new Error('@actions/exec is not part of this bundle: something called platform.getDetails()');
}
