#include "serve/contribute/contribute.h"

#include "serve/contribute/receipts.h"

namespace serve {

Contribute::Contribute(DatasetPool& pool, People& people, WriteQueue& queue, const Options& options)
    : people_(people),
      text_(options.worker),
      quarantine_(options.state),
      uploads_(quarantine_, options.limits),
      media_(quarantine_, options.worker),
      decisions_({.quarantine = quarantine_,
                  .pool = pool,
                  .people = people,
                  .queue = queue,
                  .worker = options.worker,
                  .text = text_,
                  .version = options.version,
                  .log_error = options.log_error}),
      checks_(quarantine_, pool,
              {.worker = options.worker,
               .text = text_,
               .between =
                   [this] {
                     uploads_.sweep();
                     decisions_.finish_all();
                   },
               .log_error = options.log_error}),
      routes_({.quarantine = quarantine_, .pool = pool, .people = people, .limits = options.limits, .received = [this] {
                 checks_.wake();
               }}) {}

void Contribute::add_routes(Router& router) {
  uploads_.add_routes(router);
  media_.add_routes(router);
  decisions_.add_routes(router);
  routes_.add_routes(router);
  add_receipt_routes(quarantine_, people_, router);
}

}  // namespace serve
