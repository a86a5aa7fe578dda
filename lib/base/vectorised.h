#pragma once

/// For short loops over pixels that compilers turn into vector instructions: builds the function for AVX2 too, and
/// takes that where the processor has it. Integers only, so that both give the same.
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define SONOSET_VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define SONOSET_VECTORISED
#endif
