#include "refrain/pipeline/detail/disk_clusters.h"

#include "refrain/core/external_sort.h"
#include "refrain/pipeline/detail/group_cursor.h"

#include <vector>

namespace refrain::detail {
namespace {

// A text that has near-duplicates or copies.
struct Node {
  DateKey date; // of the head
  PassageIndex head = 0;
  PassageIndex text = 0;
};
struct ByTurn {
  bool operator()(const Node& a, const Node& b) const {
    return earlier(a.date, a.head, b.date, b.head);
  }
};

// A text and its turn in the choice of representatives.
struct Turn {
  PassageIndex text = 0;
  std::uint32_t turn = 0;
};
struct ByText {
  template <class Record> bool operator()(const Record& a, const Record& b) const {
    return a.text < b.text;
  }
};

struct Half {
  PassageIndex a = 0;
  PassageIndex b = 0;
  std::uint32_t a_turn = 0;
  double jaccard = 0;
};
struct ByB {
  bool operator()(const Half& x, const Half& y) const { return x.b != y.b ? x.b < y.b : x.a < y.a; }
};

// From a text to one whose turn is later.
struct Edge {
  std::uint32_t turn = 0;
  std::uint32_t later_turn = 0;
  PassageIndex later_text = 0;
  double jaccard = 0;
};
struct ByTurns {
  bool operator()(const Edge& x, const Edge& y) const {
    return x.turn != y.turn ? x.turn < y.turn : x.later_turn < y.later_turn;
  }
};

// A text and the cluster that it belongs to.
struct Membership {
  PassageIndex text = 0;
  PassageIndex representative = 0;
  double jaccard = 0;
};
struct ByCluster {
  bool operator()(const ClusterRow& x, const ClusterRow& y) const {
    return x.representative != y.representative ? x.representative < y.representative
                                                : x.passage < y.passage;
  }
};

// The texts of pairs and groups, in the order of their turns.
void order_nodes(const PassageStore& store, const RecordFile<Pair>& texts, const DiskCopies& copies,
                 const DiskWork& work, RecordFile<Node>& nodes) {
  ExternalSorter<PassageIndex, std::less<>> names(work.folder, work.share(40), work.threads,
                                                  Repeats::kDistinct);
  {
    RecordCursor<Pair> pairs(texts);
    PassageIndex last = kNone;
    for (Pair pair; pairs.next(pair);) {
      if (pair.a != last) {
        names.add(last = pair.a);
      }
      names.add(pair.b);
    }
    RecordCursor<CopyGroup> groups(copies.groups);
    for (CopyGroup group; groups.next(group);) {
      names.add(group.text);
    }
  }
  names.sort();
  ExternalSorter<Node, ByTurn> sorter(work.folder, work.share(40), work.threads);
  GroupCursor groups(copies);
  RecordCursor<DateKey> dates(store.dates);
  for (PassageIndex text = 0; names.next(text);) {
    const CopyGroup* group = groups.find(text);
    sorter.add(group == nullptr ? Node{dates.at(text), text, text}
                                : Node{group->head_date, group->head, text});
  }
  names.clear();
  sorter.sort();
  for (Node node; sorter.next(node);) {
    nodes.add(node);
  }
  nodes.finish();
}

// Asked for texts in ascending order.
class TurnCursor {
public:
  explicit TurnCursor(const RecordFile<Turn>& turns) : cursor_(turns) { (void)cursor_.next(turn_); }

  [[nodiscard]] std::uint32_t of(PassageIndex text) {
    while (turn_.text < text && cursor_.next(turn_)) {
    }
    return turn_.turn;
  }

private:
  RecordCursor<Turn> cursor_;
  Turn turn_;
};

using EdgeSorter = ExternalSorter<Edge, ByTurns>;

void make_edges(const RecordFile<Pair>& texts, const RecordFile<Node>& nodes, const DiskWork& work,
                EdgeSorter& edges) {
  RecordFile<Turn> turns(work.folder);
  {
    ExternalSorter<Turn, ByText> sorter(work.folder, work.share(40), work.threads);
    RecordCursor<Node> cursor(nodes);
    std::uint32_t turn = 0;
    for (Node node; cursor.next(node); ++turn) {
      sorter.add({node.text, turn});
    }
    sorter.sort();
    for (Turn text; sorter.next(text);) {
      turns.add(text);
    }
    turns.finish();
  }
  ExternalSorter<Half, ByB> halves(work.folder, work.share(30), work.threads);
  {
    TurnCursor turn_of(turns);
    RecordCursor<Pair> pairs(texts);
    for (Pair pair; pairs.next(pair);) {
      halves.add({pair.a, pair.b, turn_of.of(pair.a), pair.jaccard});
    }
  }
  halves.sort();
  TurnCursor turn_of(turns);
  for (Half half; halves.next(half);) {
    const std::uint32_t b_turn = turn_of.of(half.b);
    edges.add(half.a_turn < b_turn ? Edge{half.a_turn, b_turn, half.b, half.jaccard}
                                   : Edge{b_turn, half.a_turn, half.a, half.jaccard});
  }
  edges.sort();
}

using MembershipSorter = ExternalSorter<Membership, ByText>;

// Each text not yet in a cluster gathers its free neighbours. Neighbours whose turn came earlier
// are in clusters, so only edges to later ones are needed.
void choose(const RecordFile<Node>& nodes, EdgeSorter& edges, MembershipSorter& memberships) {
  std::vector<bool> taken(nodes.size());
  RecordCursor<Node> cursor(nodes);
  Edge edge;
  bool more = edges.next(edge);
  std::uint32_t turn = 0;
  for (Node node; cursor.next(node); ++turn) {
    const bool gathers = !taken[turn];
    if (gathers) {
      memberships.add({node.text, node.head, 1});
    }
    for (; more && edge.turn == turn; more = edges.next(edge)) {
      if (gathers && !taken[edge.later_turn]) {
        taken[edge.later_turn] = true;
        memberships.add({edge.later_text, node.head, edge.jaccard});
      }
    }
  }
  memberships.sort();
}

} // namespace

DiskClusters gather_clusters(const PassageStore& store, const RecordFile<Pair>& texts,
                             const DiskCopies& copies, const DiskWork& work) {
  RecordFile<Node> nodes(work.folder);
  order_nodes(store, texts, copies, work, nodes);
  MembershipSorter memberships(work.folder, work.share(40), work.threads);
  {
    EdgeSorter edges(work.folder, work.share(20), work.threads);
    make_edges(texts, nodes, work, edges);
    choose(nodes, edges, memberships);
  }
  nodes.clear();
  ExternalSorter<ClusterRow, ByCluster> rows(work.folder, work.share(40), work.threads);
  GroupCursor groups(copies);
  RecordCursor<PassageIndex> members(copies.members);
  for (Membership membership; memberships.next(membership);) {
    const MemberRange range = groups.members_of(membership.text);
    const auto add = [&](PassageIndex passage) {
      if (passage != membership.representative) {
        rows.add({membership.representative, passage, membership.jaccard});
      }
    };
    if (range.size == 0) {
      add(membership.text);
    }
    for (std::uint64_t i = 0; i < range.size; ++i) {
      add(members.at(range.begin + i));
    }
  }
  memberships.clear();
  rows.sort();
  DiskClusters clusters(work.folder);
  ClusterHead head{kNone, 0, 0};
  for (ClusterRow row; rows.next(row);) {
    if (row.representative != head.representative) {
      if (head.size != 0) {
        clusters.heads.add(head);
      }
      head = {row.representative, clusters.members.size(), 0};
    }
    clusters.members.add(row);
    ++head.size;
  }
  if (head.size != 0) {
    clusters.heads.add(head);
  }
  clusters.heads.finish();
  clusters.members.finish();
  return clusters;
}

} // namespace refrain::detail
