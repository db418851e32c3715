// SPDX-License-Identifier: Apache-2.0
// dragoman serve: the desk and its API over a ledger, until SIGTERM or SIGINT.
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <thread>

#include "cli/commands.h"
#include "cli/session.h"
#include "serve/service.h"

namespace dragoman {
namespace {

struct Address {
  std::string host;
  int port = 0;
};

/// "127.0.0.1:8080", "[::1]:8080", "0.0.0.0:80"; port 0 asks for any.
std::optional<Address> parse_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size() || text.size() - colon > 6) return std::nullopt;
  Address out;
  out.host = text.substr(0, colon);
  if (out.host.starts_with('[') && out.host.ends_with(']')) out.host = out.host.substr(1, out.host.size() - 2);
  else if (out.host.find(':') != std::string::npos) return std::nullopt;
  for (const char c : text.substr(colon + 1)) {
    if (c < '0' || c > '9') return std::nullopt;
    out.port = out.port * 10 + (c - '0');
  }
  if (out.port > 65535) return std::nullopt;
  return out;
}

int print_new_token(const Options& options, Messages& messages) {
  const auto role = parse_role(options.serve.new_token);
  if (!role) {
    messages.error("--new-token takes read or edit");
    return kExitUsage;
  }
  const auto made = make_token(*role, {});
  if (!made) {
    messages.error(made.error());
    return messages.status();
  }
  if (options.serve.tokens.empty()) {
    std::fprintf(stderr, "Give the token to who is to use it; put this line into the file of --tokens:\n%s\n", made->line.c_str());
  } else {
    const int fd = ::open(options.serve.tokens.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::string line = made->line + "\n";
    const bool written = fd >= 0 && ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    const int failure = errno;
    if (fd >= 0) ::close(fd);
    if (!written) {
      messages.error(Error{ErrorCode::kIo, std::string("cannot write: ") + std::strerror(failure), options.serve.tokens, 0});
      return messages.status();
    }
    std::fprintf(stderr, "Its hash is in %s now; the token itself is kept nowhere:\n", options.serve.tokens.c_str());
  }
  std::printf("%s\n", made->token.c_str());
  return messages.status();
}

Result<Tokens> read_tokens(const std::string& path) {
  if (path.empty()) return Tokens();
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::kNotFound, "cannot open the file of tokens", path, 0};
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  auto tokens = Tokens::parse(text, path);
  if (tokens && tokens->empty()) return Error{ErrorCode::kFormat, "no token in the file; 'dragoman serve --new-token read --tokens FILE' adds one", path, 0};
  return tokens;
}

}  // namespace

int run_serve(const Options& options) {
  Messages messages(options);
  if (!options.serve.new_token.empty()) return print_new_token(options, messages);
  if (options.ledger.file.empty()) {
    messages.error("--ledger is required");
    return kExitUsage;
  }
  const auto address = parse_address(options.serve.listen);
  if (!address) {
    messages.error("--listen '" + options.serve.listen + "' is not ADDRESS:PORT");
    return kExitUsage;
  }
  auto tokens = read_tokens(options.serve.tokens);
  if (!tokens) {
    messages.error(tokens.error());
    return messages.status();
  }
  const bool loopback = is_loopback(address->host);
  if (!loopback && tokens->empty()) {
    messages.error("whoever reaches " + address->host + " could read and write: --tokens FILE is required there ('dragoman serve --new-token read --tokens FILE' makes one)");
    return kExitUsage;
  }
  ServiceOptions service_options;
  service_options.ledger = options.ledger.file;
  service_options.loopback = loopback;
  service_options.hosts = options.serve.hosts;
  service_options.tokens = std::move(tokens).value();
  service_options.load_resources = [&options]() -> Result<Resources> {
    const auto directory = find_data_directory(options);
    if (!directory) return directory.error();
    return load_resources(*directory, options.layers());
  };
  service_options.log = [](const std::string& line) { std::fprintf(stderr, "dragoman: %s\n", line.c_str()); };
  // The signals go to one thread that waits for them; threads made after this inherit the mask.
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto service = Service::open(std::move(service_options));
  if (!service) {
    messages.error(service.error());
    return messages.status();
  }
  HttpServer server(**service, {});
  const auto port = server.bind(address->host, address->port);
  if (!port) {
    messages.error(port.error());
    return messages.status();
  }
  const std::string shown = address->host.find(':') != std::string::npos ? "[" + address->host + "]" : address->host;
  if (!options.quiet) {
    std::printf("Desk of %s on http://%s:%d/  (stop with Ctrl-C)\n", options.ledger.file.c_str(), shown.c_str(), *port);
    std::fflush(stdout);
  }
  std::thread warmer([&] { (*service)->warm_up(); });
  std::thread waiter([&] {
    int signal = 0;
    while (sigwait(&signals, &signal) != 0) {
    }
    (*service)->stop();
    server.stop();
    // Who asks twice does not want to wait for what is open.
    if (signal != SIGUSR1 && sigwait(&signals, &signal) == 0 && signal != SIGUSR1) _exit(kExitBadInput);
  });
  if (const Status status = server.run(); !status) messages.error(status.error());
  (*service)->stop();
  pthread_kill(waiter.native_handle(), SIGUSR1);
  waiter.join();
  warmer.join();
  return messages.status();
}

}  // namespace dragoman
