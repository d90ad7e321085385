/**
 * A solution as nodes in time, whichever method found it: what the certificate examines and the result reports.
 */

import { type Nodes, refinements } from './dense';
import { integral, integralCount, shadowPricesOf } from './integrals';
import { breaksOf, type Mesh, meshOf } from './mesh';
import type { Model, Point } from './model';
import { BackwardFlow } from './shooting';
import { gradingOf, integrateOnMesh, maxRefinements, type SweepSolution } from './sweep';

export interface Trajectory extends Nodes {
  /** Ascending. */
  readonly switches: readonly number[];
  /** ∫ from 0 to each uniform node of the integrals of `integrals.ts`. */
  readonly integrals: readonly Float64Array[];
}

/** J of a trajectory: the integral, and what capability is worth at the horizon. */
export function presentValue(model: Model, { integrals, capability, mesh }: Trajectory): number {
  const { horizon, salvageValue } = model.parameters;
  const running = integrals[integrals.length - 1][integral.value];
  return running + model.discount(horizon) * salvageValue * capability[mesh.cells];
}

/** The points of a trajectory at its nodes. */
export function pointsOf(model: Model, { mesh, allocation, capability, costate }: Nodes): Point[] {
  return Array.from({ length: mesh.cells + 1 }, (_, k) =>
    model.point(mesh.time[k], capability[k], costate[k], allocation[k]),
  );
}

/** ∂J/∂p for every parameter p, along a trajectory. */
export function pricesOf(model: Model, trajectory: Trajectory): Record<string, number> {
  const { mesh, integrals, allocation, capability, costate } = trajectory;
  const end = (k: number) => model.point(mesh.time[k], capability[k], costate[k], allocation[k]);
  return shadowPricesOf(model, integrals[integrals.length - 1], end(0), end(mesh.cells));
}

export function trajectoryOfSweep(model: Model, solution: SweepSolution): Trajectory {
  const { mesh, buffers, switches } = solution;
  const nodes = mesh.cells + 1;
  // where there is no compute nothing trains; to the kernel any α is the same there
  const share = (alpha: number, j: number) =>
    buffers.logCompute[j] === Number.NEGATIVE_INFINITY ? 0 : alpha;
  return {
    mesh,
    allocation: buffers.allocation.slice(0, nodes).map(share),
    capability: buffers.capability.slice(0, nodes),
    costate: buffers.costate.slice(0, nodes),
    switches,
    integrals: integrateOnMesh(model, mesh, buffers),
  };
}

/** The extremal with M(T) = finalCapability, at the nodes of a mesh that is fine enough and holds its switching times. */
export function trajectoryOfExtremal(
  model: Model,
  finalCapability: number,
  steps: number,
  relative: number,
): Trajectory {
  const { horizon } = model.parameters;
  const switches = switchesOf(model, finalCapability, relative);
  let breaks = [...breaksOf(model, steps), ...switches];
  for (let round = 0; ; round++) {
    const mesh = meshOf(horizon, steps, breaks, gradingOf(model));
    const trajectory = followExtremal(model, finalCapability, mesh, switches, relative);
    const further = round < maxRefinements ? refinements(model, trajectory) : [];
    if (further.length === 0) return trajectory;
    breaks = breaks.concat(further);
  }
}

function followExtremal(
  model: Model,
  finalCapability: number,
  mesh: Mesh,
  switches: readonly number[],
  relative: number,
): Trajectory {
  const steps = mesh.uniform.length - 1;
  const nodes = mesh.cells + 1;
  const allocation = new Float64Array(nodes);
  const capability = new Float64Array(nodes);
  const costate = new Float64Array(nodes);
  const count = integralCount(model);
  const toEnd: Float64Array[] = [];

  const flow = new BackwardFlow(model, relative, true);
  flow.start(finalCapability);
  let intact = true;
  for (let k = mesh.cells, node = steps; k >= 0; k--) {
    const t = mesh.time[k];
    // an extremal that falls short of M0 on its way stays where it was given up
    if (intact) intact = flow.advance(t) === t;
    capability[k] = flow.state[0];
    costate[k] = flow.state[1];
    allocation[k] = model.bestAllocation(t, capability[k], costate[k]);
    if (node >= 0 && mesh.uniform[node] === k) {
      toEnd[node] = flow.state.slice(2, 2 + count);
      node--;
    }
  }
  const whole = toEnd[0];
  const integrals = toEnd.map((rest) => whole.map((all, i) => all - rest[i]));
  return { mesh, allocation, capability, costate, switches, integrals };
}

/** What is at hand before anything was found: nothing trains, M = M0 e^{−δt}. */
export function idleTrajectory(model: Model, steps: number): Trajectory {
  const { horizon, initialCapability, depreciation } = model.parameters;
  const mesh = meshOf(horizon, steps, model.path.kinks, 0);
  const nothing = new Float64Array(mesh.time.length);
  const capability = mesh.time.map((t) => initialCapability * model.math.exp(-depreciation * t));
  const nodes = { mesh, allocation: nothing, capability, costate: nothing };
  return { ...nodes, switches: [], integrals: integrateOnMesh(model, mesh, nodes) };
}

/** Switching times of an extremal, ascending. */
function switchesOf(model: Model, finalCapability: number, relative: number): number[] {
  const flow = new BackwardFlow(model, relative);
  flow.start(finalCapability);
  for (const stop of [...model.path.kinks].reverse().concat(0)) flow.advance(stop);
  // an α that only touches 1 at an end of the horizon does not switch there
  const { horizon } = model.parameters;
  return flow.switches.filter((t) => t > 1e-9 * horizon && t < (1 - 1e-9) * horizon).reverse();
}
