#pragma once

namespace base {

/// Functions computed with + - * / and sqrt only, which IEEE 754 defines exactly: unlike libm, the same on every
/// machine and with every compiler. Compile users with -ffp-contract=off. Errors are below 1e-9.
inline constexpr double kPi = 3.14159265358979323846;
double sine(double radians);
double cosine(double radians);
/// The angle of (x, y) from the x axis, for x > 0.
double arctangent(double y, double x);

}  // namespace base
