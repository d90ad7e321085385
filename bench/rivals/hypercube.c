/*
 * Rival of the streaming hypercube: six shuffles by Fisher and Yates with xoshiro256++ (D. Blackman, S. Vigna),
 * points into columns, then decisions. Usage: hypercube n repetitions. Prints microseconds a sample,
 * then counts so that no work can be dropped.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint64_t state[4] = {1, 2, 3, 4};

static inline uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

static inline uint64_t next(void) {
  uint64_t result = rotl(state[0] + state[3], 23) + state[0], t = state[1] << 17;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= t;
  state[3] = rotl(state[3], 45);
  return result;
}

int main(int argc, char **argv) {
  long n = argc > 1 ? atol(argv[1]) : 50000, repeat = argc > 2 ? atol(argv[2]) : 1;
  uint32_t *order = malloc(n * sizeof *order);
  double *x[6];
  for (int j = 0; j < 6; j++) x[j] = malloc(n * sizeof **x);
  long evade = 0, split = 0;
  double inverse = 1.0 / n, best = 1e300;
  for (long r = 0; r < repeat; r++) {
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (int j = 0; j < 6; j++) {
      for (long i = 0; i < n; i++) order[i] = i;
      for (long i = n - 1; i > 0; i--) {
        uint32_t k = ((next() >> 32) * (uint64_t)(i + 1)) >> 32, t = order[i];
        order[i] = order[k];
        order[k] = t;
      }
      for (long i = 0; i < n; i++) x[j][i] = (order[i] + (next() >> 11) * 0x1p-53) * inverse;
    }
    for (long i = 0; i < n; i++) {
      double ad = x[1][i] * x[2][i];
      double e = x[0][i] - ad * x[3][i], s = x[0][i] - x[4][i] - ad * x[5][i] * x[3][i];
      int more = s > e;
      split += more & (s > 0);
      evade += !more & (e > 0);
    }
    clock_gettime(CLOCK_MONOTONIC, &b);
    double spent = (b.tv_sec - a.tv_sec) * 1e6 + (b.tv_nsec - a.tv_nsec) * 1e-3;
    if (spent < best) best = spent;
  }
  printf("%.9g %ld %ld\n", best / n, evade, split);
  return 0;
}
