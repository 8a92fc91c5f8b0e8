module holdfast/record

go 1.26.0

require (
	k8s.io/apimachinery v0.36.0
	sigs.k8s.io/yaml v1.6.0
)
