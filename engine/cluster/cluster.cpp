#include "refrain/cluster/cluster.h"

#include "refrain/core/parallel.h"

#include <algorithm>
#include <numeric>

namespace refrain {
namespace {

// A text that has near-duplicates or copies.
struct Node {
  PassageIndex text = 0;
  PassageIndex head = 0; // its earliest copy: the representative if the node's turn comes
  DateKey date;          // of the head
};

std::vector<Node> nodes_of(std::span<const Pair> texts, const CopyGroups& copies) {
  std::size_t size = 0;
  for (const Pair& pair : texts) {
    size = std::max<std::size_t>(size, pair.b + std::size_t{1});
  }
  for (std::size_t g = 0; g < copies.size(); ++g) {
    size = std::max<std::size_t>(size, copies[g].front() + std::size_t{1});
  }
  std::vector<bool> named(size);
  for (const Pair& pair : texts) {
    named[pair.a] = true;
    named[pair.b] = true;
  }
  for (std::size_t g = 0; g < copies.size(); ++g) {
    named[copies[g].front()] = true;
  }
  std::vector<Node> nodes;
  for (std::size_t passage = 0; passage < size; ++passage) {
    if (named[passage]) {
      const auto text = static_cast<PassageIndex>(passage);
      nodes.push_back({text, text, {}});
    }
  }
  return nodes;
}

void find_heads(const CopyGroups& copies, const DateOfPassage& date, std::vector<Node>& nodes) {
  parallel_for(nodes.size(), 4096, [&](std::size_t begin, std::size_t end) {
    for (Node& node : std::span(nodes).subspan(begin, end - begin)) {
      node.date = make_date_key(date(node.text));
      for (const PassageIndex copy : copies.of(node.text)) {
        const DateKey its_date = make_date_key(date(copy));
        if (earlier(its_date, copy, node.date, node.head)) {
          node.head = copy;
          node.date = its_date;
        }
      }
    }
  });
}

struct Neighbour {
  std::uint32_t node = 0;
  double jaccard = 0;
};

// Neighbours of node i are [begins[i], begins[i + 1]).
struct Adjacency {
  std::vector<std::size_t> begins;
  std::vector<Neighbour> neighbours;
};

Adjacency adjacency_of(std::span<const Pair> texts, const std::vector<Node>& nodes) {
  std::vector<std::uint32_t> number(nodes.empty() ? 0 : nodes.back().text + std::size_t{1});
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    number[nodes[i].text] = static_cast<std::uint32_t>(i);
  }
  struct Edge {
    std::uint32_t a;
    std::uint32_t b;
  };
  std::vector<Edge> edges;
  edges.reserve(texts.size());
  Adjacency result;
  result.begins.assign(nodes.size() + 1, 0);
  for (const Pair& pair : texts) {
    edges.push_back({number[pair.a], number[pair.b]});
    ++result.begins[edges.back().a + 1];
    ++result.begins[edges.back().b + 1];
  }
  std::partial_sum(result.begins.begin(), result.begins.end(), result.begins.begin());
  result.neighbours.resize(2 * texts.size());
  std::vector<std::size_t> place(result.begins.begin(), result.begins.end() - 1);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    result.neighbours[place[edges[i].a]++] = {edges[i].b, texts[i].jaccard};
    result.neighbours[place[edges[i].b]++] = {edges[i].a, texts[i].jaccard};
  }
  return result;
}

void add_members(PassageIndex text, double jaccard, const CopyGroups& copies, Cluster& cluster) {
  const std::span<const PassageIndex> group = copies.of(text);
  if (group.empty() && text != cluster.representative) {
    cluster.members.push_back({text, jaccard});
  }
  for (const PassageIndex passage : group) {
    if (passage != cluster.representative) {
      cluster.members.push_back({passage, jaccard});
    }
  }
}

} // namespace

DateKey make_date_key(std::string_view date) {
  DateKey key;
  for (std::size_t i = 0; i < 2 * sizeof(key.high); ++i) {
    std::uint64_t& half = i < sizeof(key.high) ? key.high : key.low;
    half = half << 8 | (i < date.size() ? static_cast<unsigned char>(date[i]) : 0U);
  }
  return key;
}

std::vector<Cluster> gather_clusters(std::span<const Pair> texts, const CopyGroups& copies,
                                     const DateOfPassage& date) {
  std::vector<Node> nodes = nodes_of(texts, copies);
  find_heads(copies, date, nodes);
  const Adjacency adjacency = adjacency_of(texts, nodes);
  std::vector<std::uint32_t> order(nodes.size());
  std::iota(order.begin(), order.end(), 0U);
  parallel_sort(order, [&](std::uint32_t x, std::uint32_t y) {
    return earlier(nodes[x].date, nodes[x].head, nodes[y].date, nodes[y].head);
  });
  std::vector<bool> taken(nodes.size());
  std::vector<Cluster> clusters;
  for (const std::uint32_t i : order) {
    if (taken[i]) {
      continue;
    }
    taken[i] = true;
    Cluster cluster;
    cluster.representative = nodes[i].head;
    add_members(nodes[i].text, 1, copies, cluster);
    for (std::size_t e = adjacency.begins[i]; e < adjacency.begins[i + 1]; ++e) {
      const Neighbour& neighbour = adjacency.neighbours[e];
      if (!taken[neighbour.node]) {
        taken[neighbour.node] = true;
        add_members(nodes[neighbour.node].text, neighbour.jaccard, copies, cluster);
      }
    }
    if (!cluster.members.empty()) {
      std::sort(
          cluster.members.begin(), cluster.members.end(),
          [](const ClusterMember& x, const ClusterMember& y) { return x.passage < y.passage; });
      clusters.push_back(std::move(cluster));
    }
  }
  parallel_sort(clusters, [](const Cluster& x, const Cluster& y) {
    return x.representative < y.representative;
  });
  return clusters;
}

} // namespace refrain
