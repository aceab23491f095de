/* Binds the functions of mathematics that glibc 2.29 made anew to the versions before, for what is built on 2.31 and is to
   run on 2.28. On arm64 nothing is older than 2.31. */
#ifdef __x86_64__
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
#endif
