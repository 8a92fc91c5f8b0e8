// Compares the pairs of a file with gitops-engine's own diff and prints what it took: gitops-engine FILE THREADS.
// The counterpart of ../CompareBench.cpp.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/diff"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type pair struct {
	Config *unstructured.Unstructured `json:"config"`
	Live   *unstructured.Unstructured `json:"live"`
}

func pairsOf(path string) []pair {
	file, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	var pairs []pair
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	for lines.Scan() {
		var one pair
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			log.Fatal(err)
		}
		pairs = append(pairs, one)
	}
	return pairs
}

func main() {
	flag.Parse()
	pairs := pairsOf(flag.Arg(0))
	threads, err := strconv.Atoi(flag.Arg(1))
	if err != nil {
		log.Fatal(err)
	}
	var next, modified atomic.Int64
	var all sync.WaitGroup
	began := time.Now()
	for range threads {
		all.Add(1)
		go func() {
			defer all.Done()
			for at := next.Add(1) - 1; at < int64(len(pairs)); at = next.Add(1) - 1 {
				result, err := diff.Diff(pairs[at].Config, pairs[at].Live)
				if err != nil {
					log.Fatal(err)
				}
				if result.Modified {
					modified.Add(1)
				}
			}
		}()
	}
	all.Wait()
	fmt.Printf("{\"pairs\":%d,\"ms\":%.3f,\"modified\":%d}\n", len(pairs), float64(time.Since(began).Microseconds())/1000, modified.Load())
}
