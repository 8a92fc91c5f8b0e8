// Records what Kubernetes' own libraries make of the cases in ../data: run `go mod tidy && go run . ../data`.
// Input files hold one JSON string per line; the golden file beside each holds one JSON array per line.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"k8s.io/apimachinery/pkg/api/resource"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// stream gives the documents of a stream as kubectl reads them, or the error.
func stream(text string) any {
	decoder := utilyaml.NewYAMLOrJSONDecoder(bytes.NewReader([]byte(text)), 4096)
	documents := []json.RawMessage{}
	for {
		var raw json.RawMessage
		err := decoder.Decode(&raw)
		if err == io.EOF {
			return documents
		}
		if err != nil {
			return err.Error()
		}
		raw = bytes.TrimSpace(raw)
		if len(raw) > 0 && string(raw) != "null" {
			documents = append(documents, raw)
		}
	}
}

func quantity(text string) any {
	value, err := resource.ParseQuantity(text)
	if err != nil {
		return map[string]string{"error": err.Error()}
	}
	kept := value.String()
	number, suffix := value.CanonicalizeBytes(nil)
	return []string{kept, string(number) + string(suffix)}
}

func compare(pair string) any {
	var texts []string
	if json.Unmarshal([]byte(pair), &texts) != nil {
		return nil
	}
	left, right := resource.MustParse(texts[0]), resource.MustParse(texts[1])
	return left.Cmp(right)
}

func written(text string) any {
	out, err := yaml.JSONToYAML([]byte(text))
	if err != nil {
		return nil
	}
	return string(out)
}

func record(folder, name string, read func(string) any) {
	in, err := os.Open(filepath.Join(folder, name+".jsonl"))
	if err != nil {
		panic(err)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var text string
			if err := json.Unmarshal(line, &text); err != nil {
				panic(err)
			}
			if err := encoder.Encode(read(text)); err != nil {
				panic(err)
			}
		}
		if err != nil {
			break
		}
	}
	if err := os.WriteFile(filepath.Join(folder, name+".golden.jsonl"), out.Bytes(), 0o644); err != nil {
		panic(err)
	}
}

func main() {
	folder := os.Args[1]
	record(folder, "yaml", stream)
	record(folder, "quantity", quantity)
	record(folder, "compare", compare)
	record(folder, "written", written)
}
