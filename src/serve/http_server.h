// SPDX-License-Identifier: Apache-2.0
// The HTTP/1.1 server: sockets, parsing and limits by cpp-httplib, answers by a handler.
#pragma once

#include <memory>
#include <string>

#include "serve/http.h"

namespace dragoman {

struct HttpLimits {
  std::size_t head_bytes = 32 << 10;   ///< request line and headers
  std::size_t body_bytes = 256 << 10;
  int request_seconds = 20;            ///< to send head and body, however slowly
  int idle_seconds = 30;               ///< between the requests of a connection
  int write_seconds = 15;              ///< without the other side taking a byte
  int response_seconds = 600;          ///< for a whole answer
  int connections = 256;
};

/// Called by many threads at once.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  /// What can be said before the body is read: an answer, or nothing to go on.
  virtual std::optional<HttpResponse> refuse(const HttpRequest& request) = 0;
  virtual HttpResponse answer(const HttpRequest& request) = 0;
};

class HttpServer {
 public:
  HttpServer(HttpHandler& handler, const HttpLimits& limits);
  ~HttpServer();
  /// Binds and returns the port (0 asks for any).
  Result<int> bind(const std::string& host, int port);
  /// Serves until stop(); open requests are finished.
  Status run();
  /// From any thread.
  void stop();

 private:
  class Listener;
  std::unique_ptr<Listener> listener_;
};

/// Headers that every answer has.
const std::vector<Field>& security_headers();

}  // namespace dragoman
