// SPDX-License-Identifier: Apache-2.0
// dragoman alerts: what is new and worth telling, as JSON lines, to a command or a webhook; each told once.
#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/date.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "ledger/alerts.h"
#include "ledger/filter_query.h"
#include "ledger/sqlite_store.h"

namespace dragoman {
namespace {

constexpr long kWebhookSeconds = 10;

/// Runs the command with the line on its standard input.
Status tell_command(const std::string& command, const std::string& line) {
  std::FILE* pipe = popen(command.c_str(), "w");
  if (pipe == nullptr) return Error{ErrorCode::kIo, "cannot run the command of --command", {}, 0};
  const bool wrote = std::fwrite(line.data(), 1, line.size(), pipe) == line.size();
  const int status = pclose(pipe);
  if (status != 0) return Error{ErrorCode::kIo, "the command of --command ended with status " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : -1), {}, 0};
  if (!wrote) return Error{ErrorCode::kIo, "the command of --command did not read the alert", {}, 0};
  return {};
}

struct WebAddress {
  std::string host, port, path;
};

Result<WebAddress> parse_web_address(const std::string& url) {
  if (!url.starts_with("http://")) return Error{ErrorCode::kUsage, "--webhook takes an address that begins with http://; for https put a proxy or --command curl in front", {}, 0};
  std::string rest = url.substr(7);
  const std::size_t slash = rest.find('/');
  WebAddress out;
  out.path = slash == std::string::npos ? "/" : rest.substr(slash);
  rest.resize(std::min(slash, rest.size()));
  const std::size_t colon = rest.rfind(':');
  const bool port = colon != std::string::npos && rest.find(']', colon) == std::string::npos;
  out.host = port ? rest.substr(0, colon) : rest;
  out.port = port ? rest.substr(colon + 1) : "80";
  for (const char c : url) {
    if (static_cast<unsigned char>(c) <= 0x20) out.host.clear();
  }
  if (out.host.empty() || out.port.empty()) return Error{ErrorCode::kUsage, "--webhook '" + url + "' is no address", {}, 0};
  return out;
}

Status tell_webhook(const WebAddress& address, const std::string& line) {
  const auto failed = [&](const std::string& what) { return Error{ErrorCode::kIo, "webhook " + address.host + ": " + what, {}, 0}; };
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  std::string host = address.host;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (getaddrinfo(host.c_str(), address.port.c_str(), &hints, &found) != 0) return failed("no such host");
  int fd = -1;
  for (const addrinfo* one = found; one != nullptr && fd < 0; one = one->ai_next) {
    fd = socket(one->ai_family, one->ai_socktype | SOCK_CLOEXEC, one->ai_protocol);
    if (fd < 0) continue;
    const timeval limit{kWebhookSeconds, 0};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(fd, one->ai_addr, one->ai_addrlen) != 0) close(fd), fd = -1;
  }
  freeaddrinfo(found);
  if (fd < 0) return failed("no connection");
  const std::string request = "POST " + address.path + " HTTP/1.1\r\nHost: " + address.host + "\r\nContent-Type: application/json\r\nContent-Length: " +
                              std::to_string(line.size()) + "\r\nConnection: close\r\n\r\n" + line;
  for (std::size_t sent = 0; sent < request.size();) {
    const ssize_t n = send(fd, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) {
      close(fd);
      return failed("cannot send");
    }
    sent += static_cast<std::size_t>(n);
  }
  char answer[64];
  std::string head;
  while (head.size() < 12) {
    const ssize_t n = recv(fd, answer, sizeof answer, 0);
    if (n <= 0) break;
    head.append(answer, static_cast<std::size_t>(n));
  }
  close(fd);
  if (head.size() < 12 || !head.starts_with("HTTP/1.") || head[9] != '2') return failed("answered " + (head.size() < 12 ? "nothing" : head.substr(9, 3)));
  return {};
}

Result<std::vector<Alert>> find_alerts(SqliteStore& store, const std::string& since, bool& watched) {
  std::vector<Alert> out;
  const auto definitions = store.dossiers();
  if (!definitions) return definitions.error();
  for (const DossierDefinition& definition : *definitions) {
    watched = true;
    const auto dossier = build_dossier(store, definition);
    if (!dossier) return dossier.error();
    auto alerts = dossier_alerts(store, *dossier, since);
    if (!alerts) return alerts.error();
    out.insert(out.end(), alerts->begin(), alerts->end());
  }
  const auto views = store.views();
  if (!views) return views.error();
  for (const SavedView& view : *views) {
    watched = true;
    const auto filter = read_filter(parse_filter_query(view.query), "");
    if (!filter) continue;  // of another version's making
    auto alerts = query_alerts(store, view.name, *filter, since);
    if (!alerts) return alerts.error();
    out.insert(out.end(), alerts->begin(), alerts->end());
  }
  return out;
}

}  // namespace

int run_alerts(const Options& options) {
  Messages messages(options);
  const LedgerOptions& ledger = options.ledger;
  const auto usage = [&](const std::string& what) {
    messages.error(what);
    return kExitUsage;
  };
  if (!options.to.empty() && options.to != "jsonl") return usage("alerts are written as jsonl");
  if (!ledger.since.empty() && !parse_iso_date(ledger.since)) return usage("--since '" + ledger.since + "' is not a date; write it as YYYY-MM-DD");
  WebAddress address;
  if (!ledger.webhook.empty()) {
    auto parsed = parse_web_address(ledger.webhook);
    if (!parsed) return usage(parsed.error().message);
    address = std::move(parsed).value();
  }
  auto opened = SqliteStore::open(ledger.file, SqliteStore::Mode::kMaintain);
  if (!opened) {
    messages.error(opened.error());
    return messages.status();
  }
  SqliteStore& store = **opened;
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  bool watched = false;
  const auto alerts = find_alerts(store, ledger.since, watched);
  if (!alerts) {
    messages.error(alerts.error());
    return messages.status();
  }
  if (!watched && !options.quiet) std::fprintf(stderr, "dragoman: no dossier and no saved query to watch; 'dragoman dossier add' makes one\n");
  // One transaction an alert: it is remembered when it was told, and only then.
  for (const Alert& alert : *alerts) {
    std::string line;
    append_alert_json(alert, line);
    Status status = store.begin();
    if (status) {
      const auto is_new = store.remember_alert(alert.key, line, utc_now());
      if (!is_new) status = is_new.error();
      else if (*is_new) {
        line += '\n';
        if (!ledger.command.empty()) status = tell_command(ledger.command, line);
        if (status && !ledger.webhook.empty()) status = tell_webhook(address, line);
        if (status && !output->write(line)) status = Error{ErrorCode::kIo, "nobody reads the alerts any more", {}, 0};
      }
    }
    if (status) status = store.commit();
    else store.rollback();
    if (!status) {
      messages.error(status.error());
      break;
    }
  }
  if (const Status finished = output->finish(); !finished) messages.error(finished.error());
  return messages.status();
}

}  // namespace dragoman
