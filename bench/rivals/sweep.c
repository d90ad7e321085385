/* The sweep with plain relaxation in C: the same algorithm as the kernel's (powers by exp and log in
 * passes of their own), for `gcc -O3 -march=native`; with -DPLAIN as one first writes it, with pow. Reads problems as "eps gamma rho growth" lines,
 * solves all of them `repeat` times and prints microseconds per solve, iterations and a checksum. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define STEPS 100
#define SIZE (2 * STEPS + 1)
static double alpha[SIZE], logC[SIZE], C[SIZE], f[SIZE], M[SIZE], logM[SIZE], g[SIZE], mu[SIZE], best[SIZE];

static int solve(double eps, double gamma, double rho, double growth) {
  const double h = 10.0 / STEPS, R = exp(-rho * h), r = exp(-0.5 * rho * h);
  const double c = log(eps), power = 1.0 / (1.0 - eps);
  for (int j = 0; j < SIZE; j++) {
    double t = j <= STEPS ? j * h : (j - STEPS - 0.5) * h;
    logC[j] = log(100.0) + growth * t;
    C[j] = 100.0 * exp(growth * t);
    alpha[j] = 0.5;
  }
  for (int it = 1; it <= 500; it++) {
#ifdef PLAIN
    for (int j = 0; j < SIZE; j++) f[j] = pow(alpha[j] * C[j], eps);
#else
    for (int j = 0; j < SIZE; j++) f[j] = log(alpha[j]);
    for (int j = 0; j < SIZE; j++) f[j] = exp(eps * (f[j] + logC[j]));
#endif
    double m = 1.0;
    M[0] = m;
    for (int k = 0; k < STEPS; k++) {
      M[STEPS + 1 + k] = m + h / 24 * (5 * f[k] + 8 * f[STEPS + 1 + k] - f[k + 1]);
      m += h / 6 * (f[k] + 4 * f[STEPS + 1 + k] + f[k + 1]);
      M[k + 1] = m;
    }
#ifdef PLAIN
    for (int j = 0; j < SIZE; j++) g[j] = gamma * pow(M[j], gamma - 1) * (1 - alpha[j]) * C[j];
#else
    for (int j = 0; j < SIZE; j++) logM[j] = log(M[j]);
    for (int j = 0; j < SIZE; j++) g[j] = gamma * exp((gamma - 1) * logM[j] + logC[j]) * (1 - alpha[j]);
#endif
    double l = 0.0;
    mu[STEPS] = l;
    for (int k = STEPS - 1; k >= 0; k--) {
      double mid = r * l + h / 24 * (5 * r * g[k + 1] + 8 * g[STEPS + 1 + k] - g[k] / r);
      mu[STEPS + 1 + k] = mid > 0 ? mid : 0;
      l = R * l + h / 6 * (g[k] + 4 * r * g[STEPS + 1 + k] + R * g[k + 1]);
      mu[k] = l;
    }
#ifdef PLAIN
    for (int j = 0; j < SIZE; j++) {
      double share = pow(mu[j] * eps / pow(M[j], gamma), power) / C[j];
      best[j] = share < 1 ? share : 1;
    }
#else
    for (int j = 0; j < SIZE; j++) best[j] = (log(mu[j]) + c - gamma * logM[j]) * power - logC[j];
    for (int j = 0; j < SIZE; j++) best[j] = exp(best[j] < 0 ? best[j] : 0.0);
#endif
    double worst = 0.0;
    for (int j = 0; j < SIZE; j++) {
      double change = best[j] - alpha[j];
      double size = fabs(change);
      worst = size > worst ? size : worst;
      alpha[j] += 0.3 * change;
    }
    if (worst <= 1e-4 / 0.3) return it;
  }
  return 500;
}

int main(int argc, char **argv) {
  static double p[10000][4];
  int n = 0, repeat = argc > 1 ? atoi(argv[1]) : 1;
  while (n < 10000 && scanf("%lf %lf %lf %lf", &p[n][0], &p[n][1], &p[n][2], &p[n][3]) == 4) n++;
  double sum = 0.0;
  long iterations = 0;
  struct timespec a, b;
  clock_gettime(CLOCK_MONOTONIC, &a);
  for (int k = 0; k < repeat; k++) {
    iterations = 0;
    for (int i = 0; i < n; i++) {
      iterations += solve(p[i][0], p[i][1], p[i][2], p[i][3]);
      sum += alpha[STEPS / 2];
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &b);
  double spent = (b.tv_sec - a.tv_sec) * 1e6 + (b.tv_nsec - a.tv_nsec) * 1e-3;
  printf("%.9g %.9g %.17g\n", spent / repeat / n, (double)iterations / n, sum);
  return 0;
}
