// SPDX-License-Identifier: Apache-2.0
#include "serve/http_server.h"

#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "base/utf8.h"

namespace dragoman {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kBacklog = 512;
constexpr int kPollMilliseconds = 250;
constexpr int kRequestsPerConnection = 10000;
constexpr const char* kAcceptEncoding = "x-accept-encoding";  // ours: see prepare()

/// A socket with limits on bytes and time. A request that passes them ends with an error of reading.
class LimitedStream final : public httplib::Stream {
 public:
  LimitedStream(socket_t socket, const HttpLimits& limits, const std::atomic<bool>& stopping) : socket_(socket), limits_(limits), stopping_(stopping) {}

  /// Waits for the first byte of another request.
  bool wait_for_request() {
    const auto until = Clock::now() + std::chrono::seconds(limits_.idle_seconds);
    while (offset_ == filled_) {
      if (stopping_ || Clock::now() >= until) return false;
      if (wait(POLLIN, kPollMilliseconds)) break;
    }
    budget_ = limits_.head_bytes;
    deadline_ = Clock::now() + std::chrono::seconds(limits_.request_seconds);
    answer_deadline_ = deadline_ + std::chrono::seconds(limits_.response_seconds);
    return true;
  }
  /// A limit was passed: what still comes belongs to no request.
  [[nodiscard]] bool over() const { return over_; }
  /// The head has been read.
  void expect_body() { budget_ += limits_.body_bytes + limits_.head_bytes; }

  [[nodiscard]] bool is_readable() const override { return offset_ < filled_ || wait(POLLIN, milliseconds_to(deadline_)); }
  [[nodiscard]] bool is_writable() const override {
    if (stopping_ || Clock::now() > answer_deadline_ || !wait(POLLOUT, limits_.write_seconds * 1000)) return false;
    char byte = 0;
    const ssize_t seen = recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return seen > 0 || (seen < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
  }
  ssize_t read(char* out, std::size_t size) override {
    if (offset_ == filled_) {
      const std::size_t wanted = std::min(buffer_.size(), budget_);
      if (wanted == 0 || Clock::now() >= deadline_ || !wait(POLLIN, milliseconds_to(deadline_))) {
        over_ = true;
        return -1;
      }
      const ssize_t got = recv(socket_, buffer_.data(), wanted, 0);
      if (got <= 0) return got;
      offset_ = 0;
      filled_ = static_cast<std::size_t>(got);
      budget_ -= filled_;
    }
    const std::size_t taken = std::min(size, filled_ - offset_);
    std::copy_n(buffer_.data() + offset_, taken, out);
    offset_ += taken;
    return static_cast<ssize_t>(taken);
  }
  ssize_t write(const char* data, std::size_t size) override {
    if (Clock::now() > answer_deadline_ || !wait(POLLOUT, limits_.write_seconds * 1000)) return -1;
    return send(socket_, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override { address(getpeername, ip, port); }
  void get_local_ip_and_port(std::string& ip, int& port) const override { address(getsockname, ip, port); }
  [[nodiscard]] socket_t socket() const override { return socket_; }

 private:
  static int milliseconds_to(Clock::time_point until) {
    return static_cast<int>(std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count()));
  }
  [[nodiscard]] bool wait(short events, int milliseconds) const {
    pollfd entry{socket_, events, 0};
    return poll(&entry, 1, milliseconds) > 0 && (entry.revents & (events | POLLHUP | POLLERR)) != 0;
  }
  template <typename Ask>
  void address(Ask ask, std::string& ip, int& port) const {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    if (ask(socket_, reinterpret_cast<sockaddr*>(&storage), &length) != 0) return;
    char host[NI_MAXHOST] = {};
    char service[NI_MAXSERV] = {};
    if (getnameinfo(reinterpret_cast<sockaddr*>(&storage), length, host, sizeof host, service, sizeof service, NI_NUMERICHOST | NI_NUMERICSERV) != 0) return;
    ip = host;
    port = std::atoi(service);
  }

  socket_t socket_;
  const HttpLimits& limits_;
  const std::atomic<bool>& stopping_;
  std::array<char, 8192> buffer_{};
  std::size_t offset_ = 0, filled_ = 0;
  std::size_t budget_ = 0;
  bool over_ = false;
  Clock::time_point deadline_, answer_deadline_;
};

/// A thread for each open connection; idle threads are kept. How many there may be is the listener's to limit.
class ConnectionThreads final : public httplib::TaskQueue {
 public:
  void enqueue(std::function<void()> work) override {
    const std::lock_guard lock(mutex_);
    work_.push_back(std::move(work));
    if (work_.size() > idle_) threads_.emplace_back([this] { serve(); });
    else ready_.notify_one();
  }
  void shutdown() override {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    ready_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  void serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
      ++idle_;
      ready_.wait(lock, [&] { return closing_ || !work_.empty(); });
      --idle_;
      if (work_.empty()) return;
      const std::function<void()> work = std::move(work_.front());
      work_.pop_front();
      lock.unlock();
      work();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> work_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool closing_ = false;
};

HttpRequest converted(const httplib::Request& from) {
  HttpRequest out;
  out.method = from.method;
  out.body = from.body;
  out.peer = from.remote_addr;
  for (const auto& [name, value] : from.headers) {
    Field field{{}, value};
    for (const char c : name) field.name += ascii_lower(c);
    out.headers.push_back(std::move(field));
  }
  return out;
}

void fill(HttpResponse&& from, const HttpRequest& request, httplib::Response& to) {
  to.status = from.status;
  for (Field& field : from.headers) to.set_header(field.name, field.value);
  if (!from.stream) return to.set_content(from.body, from.type);
  if (request.method == "HEAD") return to.set_header("Content-Type", from.type);
  to.set_chunked_content_provider(from.type, [stream = std::move(from.stream)](std::size_t, httplib::DataSink& sink) {
    bool open = true;
    const bool whole = stream([&](std::string_view piece) {
      open = open && sink.is_writable() && (piece.empty() || sink.write(piece.data(), piece.size()));
      return open;
    });
    if (open && whole) sink.done();
    return open && whole;
  });
}

}  // namespace

const std::vector<Field>& security_headers() {
  static const std::vector<Field> kHeaders = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
       "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
  };
  return kHeaders;
}

class HttpServer::Listener final : public httplib::Server {
 public:
  Listener(HttpHandler& handler, const HttpLimits& limits) : handler_(handler), limits_(limits) {
    new_task_queue = [] { return new ConnectionThreads; };
    httplib::Headers headers;
    for (const Field& field : security_headers()) headers.emplace(field.name, field.value);
    set_default_headers(std::move(headers));
    set_payload_max_length(limits_.body_bytes);
    set_tcp_nodelay(true);
    set_socket_options([](socket_t socket) {  // not SO_REUSEPORT: two servers must not share a port
      const int yes = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    set_keep_alive_timeout(limits_.idle_seconds);
    set_keep_alive_max_count(kRequestsPerConnection);
    set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) { return begin(from, to); });
    const auto write = [this](const httplib::Request& from, httplib::Response& to) { answer(from, to); };
    Post("/api/.*", write).Put("/api/.*", write).Delete("/api/.*", write);
    set_exception_handler([](const httplib::Request& from, httplib::Response& to, const std::exception_ptr&) {
      fill(error_response(500, "internal", "the server failed at this request"), converted(from), to);
    });
    set_error_handler([](const httplib::Request& from, httplib::Response& to) {
      if (!to.body.empty() || to.status == 304) return;
      const int status = to.status;
      fill(error_response(status, status == 413 ? "limit" : status == 414 ? "too_long" : status == 404 ? "not_found" : "request", "the request was not accepted"), converted(from), to);
    });
  }

  bool raise_backlog() { return ::listen(svr_sock_, kBacklog) == 0; }
  void close_down() {
    stopping_ = true;
    stop();
  }

 private:
  bool process_and_close_socket(socket_t socket) override {
    if (++open_ > limits_.connections) {
      static constexpr char kBusy[] = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\nRetry-After: 5\r\n\r\n";
      send(socket, kBusy, sizeof kBusy - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    } else {
      LimitedStream stream(socket, limits_, stopping_);
      for (int left = kRequestsPerConnection; left > 0 && stream.wait_for_request(); --left) {
        bool closed = false;
        bool with_body = false;
        const bool good = process_request(stream, left == 1 || stopping_, closed, [&](httplib::Request& request) {
          with_body = prepare(request);
          stream.expect_body();
        });
        if (!good || closed || with_body || stream.over()) break;
      }
    }
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
    --open_;
    return true;
  }

  /// Compression and parts of a body are the handler's to decide on, so the library does not see that they were asked for.
  /// A connection on which a body came is closed: what was not read of it can never be taken for another request.
  static bool prepare(httplib::Request& request) {
    const auto found = request.headers.find("Accept-Encoding");
    const std::string value = found == request.headers.end() ? std::string() : found->second;
    request.headers.erase("Accept-Encoding");
    request.headers.erase("Range");
    request.headers.erase(kAcceptEncoding);
    request.ranges.clear();
    if (!value.empty()) request.headers.emplace(kAcceptEncoding, value);
    const bool with_body = request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
    if (with_body) {
      request.headers.erase("Connection");
      request.headers.emplace("Connection", "close");
    }
    return with_body;
  }

  HandlerResponse begin(const httplib::Request& from, httplib::Response& to) {
    HttpRequest request = converted(from);
    auto target = parse_target(from.target);
    if (!target) {
      fill(error_response(target.error()), request, to);
      return HandlerResponse::Handled;
    }
    request.target = std::move(target).value();
    if (auto refused = handler_.refuse(request)) {
      fill(*std::move(refused), request, to);
      return HandlerResponse::Handled;
    }
    if (request.method != "GET" && request.method != "HEAD") return HandlerResponse::Unhandled;
    fill(handler_.answer(request), request, to);
    return HandlerResponse::Handled;
  }
  void answer(const httplib::Request& from, httplib::Response& to) {
    HttpRequest request = converted(from);
    auto target = parse_target(from.target);
    if (!target) return fill(error_response(target.error()), request, to);
    request.target = std::move(target).value();
    fill(handler_.answer(request), request, to);
  }

  HttpHandler& handler_;
  HttpLimits limits_;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> open_ = 0;
};

HttpServer::HttpServer(HttpHandler& handler, const HttpLimits& limits) : listener_(new Listener(handler, limits)) {}
HttpServer::~HttpServer() = default;

Result<int> HttpServer::bind(const std::string& host, int port) {
  const auto failed = [&] { return Error{ErrorCode::kIo, "cannot listen on " + host + " port " + std::to_string(port) + ": is it taken, or not ours to take?", {}, 0}; };
  if (port == 0) {
    port = listener_->bind_to_any_port(host);
    if (port <= 0) return failed();
  } else if (!listener_->bind_to_port(host, port)) {
    return failed();
  }
  if (!listener_->raise_backlog()) return failed();
  return port;
}

Status HttpServer::run() {
  if (!listener_->listen_after_bind()) return Error{ErrorCode::kIo, "the server's socket failed", {}, 0};
  return {};
}

void HttpServer::stop() { listener_->close_down(); }

}  // namespace dragoman
