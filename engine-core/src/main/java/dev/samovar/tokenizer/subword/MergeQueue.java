package dev.samovar.tokenizer.subword;

import java.util.Arrays;

/** A binary heap of {@code rank << 32 | position}: the lowest rank first, the leftmost position among equals. */
final class MergeQueue {
    private long[] heap;
    private int size;

    MergeQueue(int capacity) {
        heap = new long[Math.max(capacity, 4)];
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(long item) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int child = size++;
        while (child > 0) {
            int parent = (child - 1) >>> 1;
            if (heap[parent] <= item) {
                break;
            }
            heap[child] = heap[parent];
            child = parent;
        }
        heap[child] = item;
    }

    long poll() {
        long least = heap[0];
        long item = heap[--size];
        int parent = 0;
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (item <= heap[child]) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = item;
        return least;
    }
}
