#pragma once

/// For short loops over pixels that the compiler vectorises: also builds the function for AVX2, which is used if the
/// processor has it. For integers only, so that both versions give the same result.
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define SONOSET_VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define SONOSET_VECTORISED
#endif
